// Elements from code; texts only ever become text nodes.

import { t } from './words.js';

const SVG = 'http://www.w3.org/2000/svg';

function build(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value == null) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => child != null));
  return element;
}

export const h = (tag, attributes = {}, ...children) => build(document.createElement(tag), attributes, children);
export const s = (tag, attributes = {}, ...children) => build(document.createElementNS(SVG, tag), attributes, children);

// A hash, shortened; whole for whoever asks, and copied by a click.
export function hash(full, whole = false) {
  const short = whole ? full : `${full.slice(0, 8)}…${full.slice(-4)}`;
  const button = h('button', {
    type: 'button', class: whole ? 'hash whole' : 'hash', title: full, 'data-full': full, 'aria-label': `${t('copy')} ${full}`,
  }, short);
  button.addEventListener('click', async () => {
    await navigator.clipboard?.writeText(full).catch(() => {});
    button.textContent = t('copied');
    setTimeout(() => { button.textContent = short; }, 900);
  });
  return button;
}

export const facts = (pairs, kind = '') => h('dl', { class: `facts ${kind}` },
  pairs.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))));

// Columns: [heading, class of its cells]. Rows are arrays of cells, in the same order. On a phone a row becomes a
// card, whose lines bear the headings, unless the table is of kind `lines`; the roles say that it is a table still.
export function table(caption, columns, rows, kind = 'cards') {
  return h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    h('table', { role: 'table', class: kind },
      h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, columns.map(([name, kind]) => h('th', { scope: 'col', role: 'columnheader', class: kind }, name)))),
      h('tbody', { role: 'rowgroup' }, rows.map((cells) => row(columns, cells)))));
}

export const row = (columns, cells, kind) => h('tr', { class: kind, role: 'row' },
  cells.map((cell, i) => h('td', { class: columns[i][1], role: 'cell', 'data-name': columns[i][0] }, cell)));

export const empty = (text) => h('p', { class: 'empty' }, text);

export const link = (href, text) => h('a', { href }, text);

// Events come faster than anybody could read, and each redrawing asks the node.
const REDRAW_MS = 400;

export function calmly(redraw, signal) {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      if (!signal.aborted) redraw().catch(() => {});
    }, REDRAW_MS);
  };
}
