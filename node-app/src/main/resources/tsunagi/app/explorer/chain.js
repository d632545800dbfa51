// The chain live, older pages of it, and what a search finds.

import { read } from './api.js';
import { bars } from './charts.js';
import { empty, facts, h, hash, link, row, table } from './dom.js';
import { moment, number, rate, seconds, size, t } from './words.js';

const PAGE = 20;
const SAMPLE = 61;
// While a node syncs, blocks come faster than anybody could read.
const REDRAW_MS = 400;

const columns = () => [[t('height'), 'number'], [t('data'), 'text'], [t('transactions'), 'number wide'], [t('hash'), 'wide'], [t('time'), '']];

const cells = (block) => [
  link(`#/block/${block.hash}`, number(block.index)),
  block.data || h('span', { class: 'soft' }, t('no_data')),
  number(block.transactions.length),
  hash(block.hash),
  h('time', { datetime: time(block), title: time(block) }, moment(new Date(block.timestamp * 1000))),
];

// A block may bear any number as its time, also one that is no date.
function time(block) {
  const date = new Date(block.timestamp * 1000);
  return Number.isNaN(date.valueOf()) ? String(block.timestamp) : date.toISOString();
}

export async function chainPage(place, { query, live, signal, say }) {
  const from = query.get('from');
  if (from) return olderPage(place, from, signal);
  const head = h('div');
  const graphs = h('div', { class: 'charts' });
  const [page, chain, activity] = await Promise.all([read(`/api/blocks?limit=${SAMPLE}`, signal), read('/api/chain', signal), read('/api/activity', signal)]);
  const list = table(t('blocks'), columns(), page.blocks.slice(0, PAGE).map(cells));
  const body = list.querySelector('tbody');
  const alone = empty(t('only_genesis'));
  place.append(h('h1', {}, t('chain')), h('p', { class: 'lead' }, t('chain_lead')), head, graphs, h('h2', {}, t('blocks')), list, alone, older(page.blocks[PAGE - 1]));
  let known = new Set(page.blocks.map((block) => block.hash));
  draw(page.blocks, chain, activity);

  function draw(blocks, state, lately) {
    head.replaceChildren(summary(state));
    graphs.replaceChildren(...charts(blocks, lately));
    alone.hidden = state.height > 0;
  }

  let waiting = false;
  async function refresh() {
    if (waiting) return;
    waiting = true;
    await new Promise((done) => { setTimeout(done, REDRAW_MS); });
    waiting = false;
    if (signal.aborted) return;
    const [now, state, lately] = await Promise.all([read(`/api/blocks?limit=${SAMPLE}`, signal), read('/api/chain', signal), read('/api/activity', signal)]);
    const fresh = now.blocks.filter((block) => !known.has(block.hash));
    known = new Set(now.blocks.map((block) => block.hash));
    body.replaceChildren(...now.blocks.slice(0, PAGE).map((block) => row(columns(), cells(block), fresh.includes(block) ? 'new' : null)));
    draw(now.blocks, state, lately);
    if (fresh.length) say(t('new_block', { height: now.blocks[0].index }));
  }

  for (const name of ['chain', 'reorganisation']) live.addEventListener(name, () => refresh().catch(() => {}), { signal });
  live.addEventListener('mining', ({ detail }) => {
    head.querySelector('[data-miner]')?.replaceChildren(minerState(detail));
  }, { signal });
}

const minerState = (mining) => (mining.running ? t('running') : t('idle'));

function summary(chain) {
  const miner = h('span', { 'data-miner': true }, minerState(chain.mining));
  return facts([
    [t('height'), number(chain.height)],
    [t('tip'), hash(chain.tip)],
    [t('difficulty'), t('zero_bytes', { n: chain.difficulty_bytes })],
    [t('log_size'), size(chain.log_bytes)],
    [t('miner'), miner],
  ], 'large');
}

// Genesis has its time from the book, so the way from it to the first block says nothing.
function charts(blocks, activity) {
  const oldestFirst = blocks.slice(0, SAMPLE).filter((block) => block.index > 0).reverse();
  const intervals = oldestFirst.slice(1).map((block, i) => Math.max(0, block.timestamp - oldestFirst[i].timestamp));
  const born = new Map(oldestFirst.map((block) => [block.index, block.timestamp]));
  const travelled = activity.arrivals.filter((one) => one.from !== 'mined' && born.has(one.height))
    .map((one) => Math.max(0, Math.floor(Date.parse(one.at) / 1000) - born.get(one.height)));
  return [
    bars(t('interval'), intervals, seconds),
    bars(t('propagation'), travelled, seconds),
    bars(t('rate'), activity.finds.map((find) => find.hashes_per_second), rate),
  ];
}

const older = (last) => (last && last.index > 0
  ? h('p', { class: 'row' }, link(`#/?from=${last.index - 1}`, t('older'))) : h('span'));

async function olderPage(place, from, signal) {
  const page = await read(`/api/blocks?limit=${PAGE}&from=${encodeURIComponent(from)}`, signal);
  place.append(h('h1', {}, t('blocks')), table(t('blocks'), columns(), page.blocks.map(cells)));
  place.append(h('p', { class: 'row' },
    link(Number(from) > 0 ? `#/?from=${Number(from) + PAGE}` : '#/', t('newer')),
    page.next == null ? null : link(`#/?from=${page.next}`, t('older'))));
}

export async function searchPage(place, { query, signal }) {
  const text = query.get('q') ?? '';
  place.append(h('h1', {}, t('search_title', { text })));
  const page = await read(`/api/blocks?limit=100&text=${encodeURIComponent(text)}`, signal);
  if (!page.blocks.length) return place.append(empty(t('not_found')));
  place.append(
    h('p', { class: 'lead' }, t(page.complete ? 'found' : 'found_some', { n: number(page.blocks.length) })),
    table(t('blocks'), columns(), page.blocks.map(cells)));
}
