// Small bar charts: the newest on the right, with the middle value in words.

import { h, s } from './dom.js';
import { t } from './words.js';

const WIDTH = 300;
const HEIGHT = 60;
const BARS = 60;

export function bars(name, values, show) {
  const shown = values.slice(-BARS);
  const middle = median(shown);
  const words = shown.length ? show(middle) : t('nothing_yet');
  const most = Math.max(...shown, Number.MIN_VALUE);
  const step = WIDTH / BARS;
  const from = BARS - shown.length;
  const drawn = shown.map((value, i) => {
    const height = Math.max(1.5, (value / most) * HEIGHT);
    return s('rect', {
      class: 'bar', x: ((from + i) * step).toFixed(2), y: (HEIGHT - height).toFixed(2), width: (step * 0.66).toFixed(2), height: height.toFixed(2),
    });
  });
  return h('figure', {},
    h('figcaption', {}, h('span', {}, name), h('b', {}, words)),
    s('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': `${name}: ${words}` }, drawn));
}

export function median(values) {
  if (!values.length) return 0;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
