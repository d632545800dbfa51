// The chain live, and older pages of it.

import { read } from './api.js';
import { cells, columns, flat } from './blocks.js';
import { bars } from './charts.js';
import { calmly, empty, facts, h, hash, link, row, table } from './dom.js';
import { downloads, pager } from './pager.js';
import { number, rate, size, span, t } from './words.js';

const PAGE = 20;
// While a branch is fetched, nothing happens on the chain, and the node says only every few seconds how it grows.
const RIVAL_MS = 1000;
const OLDEST = `#/?from=${PAGE - 1}`;

export async function chainPage(place, { query, live, signal, say }) {
  const from = query.get('from');
  if (from) return olderPage(place, from, signal);
  const head = h('div');
  const coming = h('div');
  const graphs = h('div', { class: 'charts' });
  const [page, chain, activity] = await Promise.all([read(`/api/blocks?limit=${PAGE}`, signal), read('/api/chain', signal), read('/api/activity', signal)]);
  const list = table(t('blocks'), columns(), [], 'lines');
  const body = list.querySelector('tbody');
  const alone = h('p', { class: 'row' }, h('span', { class: 'soft' }, t('only_genesis')), link('#/mine', t('mine_first')));
  const rest = h('div');
  let shown = page.blocks;
  let older = null;
  let drawnBefore = false;
  let growing;
  place.append(h('h1', {}, t('chain')), h('p', { class: 'lead' }, t('chain_lead')), head, coming, graphs, aboutCharts(), h('h2', {}, t('blocks')), list, alone, rest, downloads('blocks', () => shown, flat));
  draw(page.blocks, chain, activity);

  // Rows that stay are not touched: somebody may be reading them, or have the focus on them.
  function draw(blocks, state, lately) {
    const wanted = new Set(blocks.map((block) => block.hash));
    for (const old of [...body.children]) if (!wanted.has(old.dataset.hash)) old.remove();
    blocks.forEach((block, i) => {
      if (body.children[i]?.dataset.hash === block.hash) return;
      const fresh = row(columns(), cells(block), drawnBefore ? 'new' : null);
      fresh.dataset.hash = block.hash;
      body.insertBefore(fresh, body.children[i] ?? null);
    });
    drawnBefore = true;
    shown = blocks;
    drawPager(blocks.at(-1));
    head.replaceChildren(summary(state));
    drawRivals(state.rivals);
    graphs.replaceChildren(...charts(lately));
    alone.hidden = state.height > 0;
  }

  // Left as it is while nothing changes in it: somebody may be typing a height.
  function drawPager(last) {
    const next = last?.index > 0 ? `#/?from=${last.index - 1}` : null;
    const links = pager({ older: next, oldest: next && OLDEST }, true);
    if (!rest.firstChild || (older === null) !== (next === null)) rest.replaceChildren(links);
    else rest.firstChild.querySelector('a')?.setAttribute('href', next);
    older = next;
  }

  // A screen reader says when one begins, and not each number of it.
  function drawRivals(rivals) {
    if (rivals.length > coming.childElementCount) say(rivalWords(rivals.at(-1)));
    coming.replaceChildren(...rivals.map(rivalNote));
    clearTimeout(growing);
    if (rivals.length) growing = setTimeout(() => soon(), RIVAL_MS);
  }

  async function refresh() {
    const [now, state, lately] = await Promise.all([read(`/api/blocks?limit=${PAGE}`, signal), read('/api/chain', signal), read('/api/activity', signal)]);
    const newest = body.firstElementChild?.dataset.hash;
    draw(now.blocks, state, lately);
    if (now.blocks[0]?.hash !== newest) say(t('new_block', { height: number(now.blocks[0].index) }));
  }

  const soon = calmly(refresh, signal);
  for (const name of ['chain', 'reorganisation', 'rival']) live.addEventListener(name, soon, { signal });
  live.addEventListener('mining', ({ detail }) => {
    head.querySelector('[data-miner]')?.replaceChildren(minerState(detail));
  }, { signal });
  return soon;
}

const minerState = (mining) => (mining.running ? t('running') : t('idle'));

const rivalWords = (rival) => t('rival', { from: rival.from, blocks: number(rival.blocks), needed: number(rival.needed), fork: number(rival.fork_height) });

const rivalNote = (rival) => h('div', { class: 'note rival' }, h('p', {}, rivalWords(rival)),
  h('progress', { max: rival.needed, value: rival.blocks, 'aria-hidden': 'true' }));

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

// What this node saw with its own clock: a block's own time is in whole seconds, by the clock of its maker.
function charts(activity) {
  const seen = activity.arrivals.map((one) => [one.height, Date.parse(one.at)]);
  const intervals = seen.slice(1).map(([, at], i) => (at - seen[i][1]) / 1000);
  return [
    bars(t('interval'), intervals, span),
    bars(t('handed_on'), activity.relays.map((relay) => relay.last_seconds), span),
    bars(t('rate'), activity.finds.map((find) => find.hashes_per_second), rate),
  ];
}

const aboutCharts = () => h('details', {}, h('summary', {}, t('about_charts')), h('p', {}, t('about_charts_text')));

async function olderPage(place, from, signal) {
  const [page, chain] = await Promise.all([read(`/api/blocks?limit=${PAGE}&from=${encodeURIComponent(from)}`, signal), read('/api/chain', signal)]);
  const highest = page.blocks[0]?.index ?? 0;
  const newer = highest + PAGE;
  place.append(h('h1', {}, t('blocks')), page.blocks.length ? table(t('blocks'), columns(), page.blocks.map((block) => cells(block)), 'lines') : empty(t('not_found')),
    pager({
      newest: '#/', newer: newer >= chain.height ? '#/' : `#/?from=${newer}`, older: page.next == null ? null : `#/?from=${page.next}`, oldest: page.next == null ? null : OLDEST,
    }, true),
    downloads('blocks', () => page.blocks, flat));
}
