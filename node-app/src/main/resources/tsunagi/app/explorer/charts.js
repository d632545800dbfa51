// Small bar charts with axes: the newest on the right, what they show in words above.

import { h, s } from './dom.js';
import { number, t } from './words.js';

const MOST = 60;
// With few values the bars would be as wide as they are high.
const FEWEST = 24;

// `show` writes a value with its unit.
export function bars(name, values, show, summary = t('middle')) {
  const shown = values.slice(-MOST);
  if (!shown.length) return figure(name, null, h('div', { class: 'plot none' }, t('nothing_yet')));
  const places = Math.max(FEWEST, shown.length);
  const middle = show(median(shown));
  const top = roundedUp(Math.max(...shown));
  const drawn = shown.map((value, i) => {
    const height = top ? Math.max(1, (value / top) * 100) : 1;
    return s('rect', { class: 'bar', x: places - shown.length + i + 0.15, y: 100 - height, width: 0.7, height }, s('title', {}, show(value)));
  });
  const picture = s('svg', {
    viewBox: `0 0 ${places} 100`, preserveAspectRatio: 'none', role: 'img', 'aria-label': t('chart', { name, middle, n: shown.length, top: show(Math.max(...shown)) }),
  }, s('line', { class: 'rule', x1: 0, x2: places, y1: 50, y2: 50 }), drawn);
  const axis = h('div', { class: 'axis', 'aria-hidden': 'true' }, h('span', {}, show(top)), h('span', {}, show(top / 2)), h('span', {}, '0'));
  const ends = h('div', { class: 'ends', 'aria-hidden': 'true' }, h('span', {}, t('blocks_ago', { n: number(places) })), h('span', {}, t('newest')));
  return figure(name, h('b', {}, `${summary} ${middle}`), h('div', { class: 'plot' }, axis, picture, ends));
}

const figure = (name, words, plot) => h('figure', {}, h('figcaption', {}, h('span', {}, name), words), plot);

// An axis ends at 1, 2 or 5 times a power of ten.
export function roundedUp(value) {
  if (!(value > 0)) return 0;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((step) => step * power).find((end) => end >= value * (1 - 1e-9));
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
