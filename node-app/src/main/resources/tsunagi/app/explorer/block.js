// One block: its members, the bytes that are hashed and which is which, and why the work holds.

import { read } from './api.js';
import { facts, h, hash, link, table } from './dom.js';
import { moment, number, t } from './words.js';

// Long texts are cut for the eye; the API has them whole.
const SHOWN_BYTES = 256;

export async function blockPage(place, { path, signal }) {
  const detail = await read(`/api/blocks/${encodeURIComponent(path[1] ?? '')}`, signal);
  const { block } = detail;
  const genesis = block.index === 0;
  place.append(
    h('h1', {}, genesis ? t('genesis') : t('block', { height: number(block.index) })),
    h('p', { class: 'lead' }, detail.active ? t('active', { n: number(detail.confirmations) }) : t('not_active')),
    h('p', {}, markedHash(block.hash, detail.leading_zero_bytes)),
    members(detail, genesis),
    ...transfers(block.transactions),
    h('h2', {}, t('why')),
    h('div', { class: 'note' }, h('p', {}, genesis ? t('why_genesis') : why(detail))),
    h('h2', {}, t('hashed')),
    bytes(detail),
    neighbours(detail, genesis));
}

// The zeros are the work.
function markedHash(full, zeroBytes) {
  const button = hash(full, true);
  const mark = () => button.replaceChildren(h('span', { class: 'zeros' }, full.slice(0, 2 * zeroBytes)), full.slice(2 * zeroBytes));
  button.addEventListener('click', () => setTimeout(mark, 1000));
  mark();
  return button;
}

function members(detail, genesis) {
  const { block } = detail;
  const date = new Date(block.timestamp * 1000);
  return facts([
    [t('data'), block.data || t('no_data')],
    [t('time'), h('time', { title: String(block.timestamp) }, moment(date))],
    [t('nonce'), number(block.nonce)],
    [t('size'), t('bytes', { n: number(detail.frame_bytes) })],
    ...(genesis ? [] : [[t('parent'), link(`#/block/${block.prev_hash}`, number(block.index - 1))]]),
  ]);
}

function transfers(transactions) {
  if (!transactions.length) return [];
  return [h('h2', {}, t('transactions')), table(t('transactions'),
    [[t('sender'), 'text'], [t('receiver'), 'text'], [t('amount'), 'number']],
    transactions.map((one) => [one.sender, one.receiver, number(one.amount)]))];
}

const why = (detail) => t('why_text', {
  n: number(detail.preimage.length / 2), zeros: detail.leading_zero_bytes, needed: detail.difficulty_bytes, tries: number(256 ** detail.difficulty_bytes),
});

function bytes(detail) {
  const columns = [[t('field'), 'kind'], [t('at'), 'number wide'], [t('hex'), 'bytes'], [t('value'), 'text']];
  return table(t('hashed'), columns, detail.fields.map((field) => [
    h('code', {}, field.name), number(field.offset), hex(detail.preimage, field), value(detail.block, field.name),
  ]));
}

function hex(preimage, { offset, length }) {
  if (!length) return '—';
  const end = offset + Math.min(length, SHOWN_BYTES);
  const pairs = preimage.slice(2 * offset, 2 * end).match(/../g).join(' ');
  return length > SHOWN_BYTES ? `${pairs} … (${t('bytes', { n: number(length) })})` : pairs;
}

function value(block, name) {
  const transfer = name.match(/^transactions\[(\d+)\]\.(\w+)$/);
  const found = transfer ? block.transactions[Number(transfer[1])][transfer[2]] : block[name];
  if (name === 'prev_hash') return hash(found);
  return String(found).slice(0, SHOWN_BYTES) || t('no_data');
}

const neighbours = (detail, genesis) => h('p', { class: 'row' },
  genesis ? null : link(`#/block/${detail.block.prev_hash}`, `← ${t('parent')}`),
  detail.active && detail.confirmations > 0 ? link(`#/block/${detail.block.index + 1}`, `${t('child')} →`) : null);
