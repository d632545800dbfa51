// Texts of strangers: shown whole, with what cannot be seen in them named, and folded where they are long.

import { h } from './dom.js';
import { t } from './words.js';

// Controls, formats (also those that turn the direction), separators, blanks of no common width. Emoji are made of
// some of these, so a whole one is passed over.
const ODD = /\p{RGI_Emoji}|([[\p{C}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\p{Zs}\u2800]--[ \u3000]])\1*/gv;

const codePoint = (character) => `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}`;

function mark(run) {
  const characters = [...run];
  const name = codePoint(characters[0]);
  return h('span', { class: 'odd', title: t('odd_char') }, characters.length > 1 ? `${name} ×${characters.length}` : name);
}

function marked(text, spared) {
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(ODD)) {
    if (!found[1] || spared.includes(found[1])) continue;
    parts.push(text.slice(from, found.index), mark(found[0]));
    from = found.index + found[0].length;
  }
  return [...parts, text.slice(from)].filter((part) => part !== '');
}

const blanks = (text) => [...text.matchAll(/(\s)\1*/gu)].map(([run]) => mark(run));

// A text of several lines. One of blanks alone would look like none.
export const lines = (text) => h('bdi', { class: 'said' }, text.trim() ? marked(text, ['\n', '\t']) : blanks(text));

// A name: on one line, with its first and last blanks seen.
export function oneLine(text) {
  const [head] = text.match(/^\s*/);
  const [tail] = text.slice(head.length).match(/\s*$/);
  const middle = text.slice(head.length, text.length - tail.length);
  return h('bdi', { class: 'said' }, blanks(head), marked(middle, []), blanks(tail));
}

const watcher = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const button = target.nextElementSibling;
    if (!target.classList.contains('open')) button.hidden = target.scrollHeight <= target.clientHeight + 1;
  }
});

// Three lines of it, and a button for the rest if there is any.
export function folded(content) {
  const text = h('div', { class: 'clamp' }, content);
  const button = h('button', { type: 'button', class: 'more', hidden: true, 'aria-expanded': 'false' }, t('more'));
  button.addEventListener('click', () => {
    const open = text.classList.toggle('open');
    button.textContent = t(open ? 'less' : 'more');
    button.setAttribute('aria-expanded', String(open));
  });
  watcher.observe(text);
  return h('div', {}, text, button);
}

export const dataOf = (block) => (block.data ? folded(lines(block.data)) : h('span', { class: 'soft' }, t('no_data')));

// A sender or receiver leads to all that the chain has about that name.
export const nameLink = (name, shown = oneLine(name)) => h('a', {
  href: `#/name/${encodeURIComponent(name.toWellFormed())}`, class: name ? 'party' : 'party none',
}, name ? shown : t('no_name'));

export const party = (name) => folded(nameLink(name));
