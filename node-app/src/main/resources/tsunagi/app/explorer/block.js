// One block: its members, the bytes that are hashed and which is which, and why the work holds.

import { read } from './api.js';
import { facts, h, hash, link, table } from './dom.js';
import { instant, number, t } from './words.js';

// Long texts are cut for the eye; the API has them whole.
const SHOWN_BYTES = 256;
const SHADES = 5;
const NUMBERS = /^(index|timestamp|nonce|.*\.amount)$/;

export async function blockPage(place, { path, signal }) {
  const detail = await read(`/api/blocks/${encodeURIComponent(path[1] ?? '')}`, signal);
  const { block } = detail;
  const genesis = block.index === 0;
  place.append(
    h('h1', {}, genesis ? t('genesis') : t('block', { height: number(block.index) })),
    h('p', { class: 'lead' }, detail.active ? t('active', { n: number(detail.confirmations) }) : t('not_active')),
    neighbours(detail, genesis),
    h('blockquote', { class: block.data ? '' : 'soft' }, block.data || t('no_data')),
    h('dl', { class: 'facts' }, h('div', { class: 'whole' }, h('dt', {}, t('hash')), h('dd', {}, markedHash(block.hash, detail.leading_zero_bytes)))),
    members(detail),
    ...transfers(block.transactions),
    h('h2', {}, t('why')),
    h('div', { class: 'note' }, h('p', {}, genesis ? t('why_genesis') : why(detail))),
    h('h2', {}, t('hashed')),
    bytes(detail));
}

// The zeros are the work.
function markedHash(full, zeroBytes) {
  const button = hash(full, true);
  const mark = () => button.replaceChildren(h('span', { class: 'zeros' }, full.slice(0, 2 * zeroBytes)), full.slice(2 * zeroBytes));
  button.addEventListener('click', () => setTimeout(mark, 1000));
  mark();
  return button;
}

function members(detail) {
  const { block } = detail;
  const date = new Date(Number(block.timestamp) * 1000);
  return facts([
    [t('time'), h('time', { title: number(block.timestamp) }, instant(date))],
    [t('nonce'), number(block.nonce)],
    [t('size'), t('bytes', { n: number(detail.frame_bytes) })],
    [t('transactions'), number(block.transactions.length)],
  ]);
}

function transfers(transactions) {
  if (!transactions.length) return [];
  return [h('h2', {}, t('transactions')), table(t('transactions'),
    [[t('sender'), 'text'], [t('receiver'), 'text'], [t('amount'), 'number rest']],
    transactions.map((one) => [one.sender, one.receiver, number(one.amount)]))];
}

const why = (detail) => t('why_text', {
  n: number(detail.preimage.length / 2), zeros: detail.leading_zero_bytes, needed: detail.difficulty_bytes, tries: number(256 ** detail.difficulty_bytes),
});

// All the bytes in a row, each field in its own shade; beside them what each says. To point at one shows the other.
function bytes(detail) {
  const pieces = detail.fields.map((field, i) => h('span', { class: `field shade${i % SHADES}`, 'data-field': i, title: field.name }, hex(detail.preimage, field)));
  const columns = [[t('field'), 'kind title'], [t('at'), 'number'], [t('written'), 'written'], [t('value'), 'text']];
  const list = table(t('hashed'), columns, detail.fields.map((field, i) => [
    [h('i', { class: `swatch shade${i % SHADES}` }), h('code', {}, field.name)], place(field), written(field), value(detail.block, field.name),
  ]));
  const rows = [...list.querySelectorAll('tbody tr')];
  rows.forEach((row, i) => { row.dataset.field = i; });
  const all = h('div', { class: 'explained' }, h('p', { class: 'dump' }, pieces), list);
  const point = (at) => all.querySelectorAll('[data-field]').forEach((one) => one.classList.toggle('on', one.dataset.field === at));
  all.addEventListener('pointerover', (event) => point(event.target.closest('[data-field]')?.dataset.field));
  all.addEventListener('pointerleave', () => point());
  return all;
}

const place = ({ offset, length }) => (length ? `${number(offset)}–${number(offset + length - 1)}` : '—');

const written = ({ name, length }) => (NUMBERS.test(name)
  ? t('little_endian', { n: length }) : t(name === 'prev_hash' ? 'raw' : 'utf8', { n: number(length) }));

function hex(preimage, { offset, length }) {
  if (!length) return '';
  const end = offset + Math.min(length, SHOWN_BYTES);
  const pairs = preimage.slice(2 * offset, 2 * end).match(/../g).join(' ');
  return `${pairs}${length > SHOWN_BYTES ? ' …' : ''} `;
}

function value(block, name) {
  const transfer = name.match(/^transactions\[(\d+)\]\.(\w+)$/);
  const found = transfer ? block.transactions[Number(transfer[1])][transfer[2]] : block[name];
  if (name === 'prev_hash') return hash(found);
  return String(found).slice(0, SHOWN_BYTES) || t('no_data');
}

const neighbours = (detail, genesis) => h('p', { class: 'row' },
  genesis ? null : link(`#/block/${detail.block.prev_hash}`, `← ${t('parent')}`),
  detail.active && detail.confirmations > 1 ? link(`#/block/${detail.block.index + 1}`, `${t('child')} →`) : null);
