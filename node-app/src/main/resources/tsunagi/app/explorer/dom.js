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

const COPIED_MS = 900;
const LONG_DIGITS = 11;

// A hash, shortened or whole, which a click copies. The first `zeros` bytes of it are shown as the work.
export function hash(full, { whole = false, zeros = 0 } = {}) {
  const button = h('button', { type: 'button', class: whole ? 'hash whole' : 'hash', title: `${t('copy')}: ${full}`, 'data-full': full });
  const draw = () => button.replaceChildren(
    ...(whole ? [h('span', { class: 'zeros' }, full.slice(0, 2 * zeros)), full.slice(2 * zeros)] : [`${full.slice(0, 8)}…${full.slice(-4)}`]), copyIcon());
  button.addEventListener('click', async () => {
    if (!await copied(full)) return selectedByHand(button, full);
    button.textContent = t('copied');
    setTimeout(draw, COPIED_MS);
  });
  draw();
  return button;
}

const copyIcon = () => s('svg', { class: 'icon', viewBox: '0 0 16 16', width: 12, height: 12, 'aria-hidden': 'true' },
  s('path', { d: 'M6 5.5h7v9H6z M3.5 11V2.5H10' }));

// Whether the text is on the clipboard now. Away from localhost and https a page has no clipboard of its own, and the
// browser copies a selection at the most.
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedBySelection(text);
  }
}

function copiedBySelection(text) {
  const focus = document.activeElement;
  const field = h('textarea', { class: 'unseen', readonly: true, 'aria-hidden': 'true' });
  field.value = text;
  document.body.append(field);
  field.select();
  try {
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    field.remove();
    focus?.focus();
  }
}

// In the button's place: the whole text, selected, until the reader goes elsewhere.
function selectedByHand(button, text) {
  const field = h('input', { type: 'text', readonly: true, value: text, size: text.length, 'aria-label': t('copy_by_hand') });
  const box = h('span', { class: 'byhand' }, field, h('span', { class: 'soft', role: 'status' }, t('copy_by_hand')));
  field.addEventListener('blur', () => { if (box.isConnected) box.replaceWith(button); });
  button.replaceWith(box);
  field.focus();
  field.select();
}

export const facts = (pairs, kind = '') => h('dl', { class: `facts ${kind}` },
  pairs.map(([name, value]) => h('div', { class: isLong(value) ? 'long' : null }, h('dt', {}, name), h('dd', {}, value))));

// A number that needs two columns. Its digits stay on one line.
const isLong = (value) => typeof value === 'string' && value.length > LONG_DIGITS && /^[-\d,.]+$/.test(value);

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

// At most once in a while, and one after the other: an answer that comes late never covers a newer one.
export function calmly(redraw, signal) {
  let waiting = false;
  let last = null;
  return async () => {
    if (waiting) return;
    waiting = true;
    await new Promise((done) => { setTimeout(done, REDRAW_MS); });
    await last;
    waiting = false;
    if (!signal.aborted) last = redraw().catch(() => {});
  };
}

// A long table: its first rows, and a button for all.
export function foldedTable(list, most) {
  const rows = [...list.querySelectorAll('tbody tr')];
  if (rows.length <= most + 1) return list;
  for (const row of rows.slice(most)) row.hidden = true;
  const button = h('button', { type: 'button', class: 'quiet all' }, t('all_of', { n: rows.length }));
  button.addEventListener('click', () => {
    for (const row of rows) row.hidden = false;
    button.remove();
    list.focus();
  });
  return h('div', {}, list, button);
}
