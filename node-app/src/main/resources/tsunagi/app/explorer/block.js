// One block: its members, the bytes that are hashed and which is which, and why the work holds.

import { read } from './api.js';
import { calmly, facts, foldedTable, h, hash, link, table } from './dom.js';
import { lines, nameLink, oneLine, party } from './text.js';
import { ago, instant, exact, ofBlock } from './time.js';
import { number, t } from './words.js';

// Long texts are cut for the eye; the API has them whole.
const SHOWN_BYTES = 256;
const SHADES = 5;
const NUMBERS = /^(index|timestamp|nonce|.*\.amount)$/;
const SHOWN_TRANSFERS = 10;
const SHOWN_FIELDS = 20;

export async function blockPage(place, { path, live, signal, say }) {
  let detail = await read(`/api/blocks/${encodeURIComponent(path[1].toLowerCase())}`, signal);
  const { block } = detail;
  const genesis = block.index === 0;
  const lead = h('p', { class: 'lead' });
  const ways = h('nav', { class: 'row', 'aria-label': t('neighbours') });
  let wasActive = detail.active;
  let words = () => standing(detail);
  draw();
  place.append(
    h('h1', {}, genesis ? t('genesis') : t('block', { height: number(block.index) })),
    lead,
    ways,
    h('blockquote', { class: block.data ? '' : 'soft' }, block.data ? lines(block.data) : t('no_data')),
    h('dl', { class: 'facts' }, h('div', { class: 'whole' }, h('dt', {}, t('hash')), h('dd', {}, hash(block.hash, { whole: true, zeros: detail.leading_zero_bytes })))),
    members(detail),
    ...transfers(block.transactions),
    h('h2', {}, t('why')),
    h('div', { class: 'note' }, h('p', {}, genesis ? t('why_genesis') : why(detail))),
    h('h2', {}, t('hashed')),
    bytes(detail));

  function draw() {
    const text = words();
    if (lead.textContent !== text) lead.textContent = text;
    const wanted = neighbours(detail, genesis);
    const hrefs = (links) => links.map((one) => one.getAttribute('href')).join(' ');
    if (hrefs(wanted) !== hrefs([...ways.children])) ways.replaceChildren(...wanted);
  }

  // By its hash, whatever the address was: the page stays with the block that it shows.
  async function refresh() {
    try {
      detail = await read(`/api/blocks/${block.hash}`, signal);
    } catch (problem) {
      if (problem.status !== 404) throw problem;
      detail = { ...detail, active: false, gone: true };
    }
    const changed = detail.active !== wasActive;
    wasActive = detail.active;
    if (detail.gone) words = () => t('not_kept');
    else if (changed) words = detail.active ? () => t('back_on_chain', { n: number(detail.confirmations) }) : () => t('left_chain');
    draw();
    if (changed) say(words());
  }

  const soon = calmly(refresh, signal);
  for (const name of ['chain', 'reorganisation', 'aside']) live.addEventListener(name, soon, { signal });
  return soon;
}

const standing = (detail) => (detail.active ? t('active', { n: number(detail.confirmations) }) : t('not_active'));

function members(detail) {
  const { block } = detail;
  const date = ofBlock(block);
  return facts([
    [t('time'), h('span', { title: exact(date) }, instant(date), ' (', ago(date, block.timestamp), ')')],
    [t('nonce'), number(block.nonce)],
    [t('size'), t('bytes', { n: number(detail.frame_bytes) })],
    [t('transactions'), number(block.transactions.length)],
  ]);
}

function transfers(transactions) {
  if (!transactions.length) return [];
  return [h('h2', {}, t('transactions')), foldedTable(table(t('transactions'),
    [[t('sender'), 'text'], [t('receiver'), 'text'], [t('amount'), 'number rest']],
    transactions.map((one) => [party(one.sender), party(one.receiver), number(one.amount)])), SHOWN_TRANSFERS)];
}

const why = (detail) => t('why_text', {
  n: number(detail.preimage.length / 2), zeros: detail.leading_zero_bytes, needed: detail.difficulty_bytes, tries: number(256 ** detail.difficulty_bytes),
});

// All the bytes in a row, each field in its own shade; next to them what each says. To point at one shows the other.
function bytes(detail) {
  const pieces = detail.fields.map((field, i) => h('span', { class: `field shade${i % SHADES}`, 'data-field': i, title: field.name }, hex(detail.preimage, field)));
  const columns = [[t('field'), 'kind title'], [t('at'), 'number'], [t('written'), 'written'], [t('value'), 'text']];
  const list = table(t('hashed'), columns, detail.fields.map((field, i) => [
    [h('i', { class: `swatch shade${i % SHADES}` }), h('code', {}, field.name)], place(field), written(field), value(detail.block, field.name),
  ]));
  const rows = [...list.querySelectorAll('tbody tr')];
  rows.forEach((row, i) => { row.dataset.field = i; });
  const all = h('div', { class: 'explained' }, h('p', { class: 'dump' }, pieces), foldedTable(list, SHOWN_FIELDS));
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
  if (NUMBERS.test(name)) return h('span', { class: 'num' }, String(found));
  const text = found.length > SHOWN_BYTES ? `${found.slice(0, SHOWN_BYTES).replace(/[\uD800-\uDBFF]$/, '')}…` : found;
  if (transfer) return nameLink(found, oneLine(text));
  return text ? lines(text) : t('no_data');
}

function neighbours(detail, genesis) {
  return [
    genesis ? null : link(`#/block/${detail.block.prev_hash}`, `← ${t('parent')}`),
    detail.active && detail.confirmations > 1 ? link(`#/block/${detail.block.index + 1}`, `${t('child')} →`) : null,
    detail.active ? null : link(`#/block/${detail.block.index}`, t('there_now')),
    link(`/api/blocks/${detail.block.hash}`, 'JSON'),
    link(`/api/blocks/${detail.block.hash}/frame`, t('raw_frame')),
  ].filter(Boolean);
}
