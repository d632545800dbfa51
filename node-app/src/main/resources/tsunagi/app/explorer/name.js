// One name: what it sent and received as the active chain tells it.

import { read, withAllDigits } from './api.js';
import { calmly, empty, facts, h, link, table } from './dom.js';
import { downloads, pager } from './pager.js';
import { oneLine, party } from './text.js';
import { ago, iso, ofBlock } from './time.js';
import { number, t } from './words.js';

const PAGE = 20;
const AGAIN_MS = 2000;

export const asked = (name, from, limit) => `/api/names?name=${encodeURIComponent(name.toWellFormed())}&limit=${limit}${from == null ? '' : `&from=${encodeURIComponent(from)}`}`;

export async function namePage(place, { path, query, live, signal }) {
  const name = path.slice(1).join('/');
  const from = query.get('from');
  let account = await read(asked(name, from, PAGE), signal);
  const body = h('div');
  const [before, after] = t('name_title').split('{name}');
  place.append(h('h1', {}, before, name ? oneLine(name) : h('span', { class: 'soft' }, t('no_name')), after),
    h('p', { class: 'lead' }, t('name_lead')), body, downloads('name', () => account.transactions, flat));
  draw();

  function draw() {
    body.replaceChildren(...sums(account, name), ...listed(account, name, from));
  }

  const soon = calmly(async () => {
    const now = await read(asked(name, from, PAGE), signal);
    if (said(now) === said(account)) return;
    account = now;
    draw();
  }, signal);
  for (const event of ['chain', 'reorganisation']) live.addEventListener(event, soon, { signal });
  const timer = setInterval(() => { if (account.why === 'building') soon(); }, AGAIN_MS);
  signal.addEventListener('abort', () => clearInterval(timer));
  return soon;
}

// All of it but the tip, which moves with every block.
const said = (account) => JSON.stringify({ ...account, tip: '', height: account.why ? account.height : 0 }, withAllDigits);

function sums(account, name) {
  if (account.why === 'full') return [empty(t('name_full')), h('p', {}, link(`#/search?q=${encodeURIComponent(name)}`, t('name_search')))];
  return [
    account.why === 'building' ? h('p', { class: 'note', role: 'status' }, t('name_building', { height: number(account.height) })) : null,
    facts([
      [t('balance'), number(account.balance)], [t('received'), number(account.received)], [t('sent'), number(account.sent)],
      [t('transactions'), number(account.count)],
    ], 'large'),
  ].filter(Boolean);
}

function listed(account, name, from) {
  if (account.why === 'full') return [];
  if (!account.transactions.length) return [empty(t('name_unused'))];
  const place = `#/name/${encodeURIComponent(name.toWellFormed())}`;
  const newest = account.transactions[0].number;
  const last = account.count - 1;
  return [
    h('h2', {}, t('transactions')),
    table(t('transactions'),
      [[t('height'), 'number title'], [t('sender'), 'text'], [t('receiver'), 'text'], [t('amount'), 'number'], [t('time'), 'rest']],
      account.transactions.map((one) => [link(`#/block/${one.hash}`, number(one.height)), party(one.sender), party(one.receiver), number(one.amount), ago(ofBlock(one), one.timestamp)])),
    account.oldest_listed > 0 ? h('p', { class: 'soft' }, t('name_older', { n: number(account.oldest_listed) })) : null,
    pager({
      newest: newest < last ? place : null,
      newer: newest < last ? (newest + PAGE >= last ? place : `${place}?from=${newest + PAGE}`) : null,
      older: account.next == null ? null : `${place}?from=${account.next}`,
      oldest: account.next == null ? null : `${place}?from=${account.oldest_listed + PAGE - 1}`,
    }),
  ].filter(Boolean);
}

const flat = (one) => ({
  height: one.height, hash: one.hash, position: one.position, timestamp: one.timestamp, time: iso(ofBlock(one)), sender: one.sender, receiver: one.receiver, amount: one.amount,
});
