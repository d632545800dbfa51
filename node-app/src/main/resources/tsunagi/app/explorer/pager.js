// The ways through a long list, and out of the page: newest, newer, older, oldest, a height; CSV and JSON.

import { withAllDigits } from './api.js';
import { h, link } from './dom.js';
import { t } from './words.js';

// Where each link leads; those without an address are left out.
export function pager({ newest, newer, older, oldest }, jump = false) {
  const links = [[newest, 'go_newest'], [newer, 'newer'], [older, 'older'], [oldest, 'go_oldest']]
    .filter(([href]) => href != null).map(([href, word]) => link(href, t(word)));
  return h('nav', { class: 'row pager', 'aria-label': t('pager') }, links, jump ? jumpForm() : null);
}

function jumpForm() {
  const field = h('input', { type: 'text', inputmode: 'numeric', 'aria-label': t('jump'), placeholder: t('jump'), pattern: '0|[1-9][0-9]{0,9}', title: t('height_rule'), required: true });
  const form = h('form', { class: 'jump' }, field, h('button', { class: 'quiet' }, t('go')));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    location.hash = `#/?from=${field.value}`;
  });
  return form;
}

// Buttons that save rows as a file. `rows` gives them when they are wanted; `flat` makes one a line of a table.
export function downloads(name, rows, flat = (row) => row) {
  const button = (kind, type, write) => h('button', {
    type: 'button', class: 'quiet', title: t('export'), onclick: () => save(`tsunagi-${name}.${kind.toLowerCase()}`, type, write(rows())),
  }, kind);
  return h('p', { class: 'row exports' },
    button('CSV', 'text/csv;charset=utf-8', (all) => csv(all.map(flat))),
    button('JSON', 'application/json', (all) => JSON.stringify(all, withAllDigits, 2)));
}

function save(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  h('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

// RFC 4180, with a byte order mark, for otherwise Excel takes it for no UTF-8.
function csv(rows) {
  if (!rows.length) return '\uFEFF';
  const names = Object.keys(rows[0]);
  return `\uFEFF${[names, ...rows.map((row) => names.map((name) => row[name]))].map((cells) => cells.map(cell).join(',')).join('\r\n')}\r\n`;
}

// A text that begins like a formula would be run by a spreadsheet. An apostrophe makes it a text there too.
function cell(value) {
  if (typeof value !== 'string') return String(value ?? '');
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return `"${text.replaceAll('"', '""')}"`;
}
