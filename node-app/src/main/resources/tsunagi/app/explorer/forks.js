// What is beside the chain, and when the chain changed its course.

import { read } from './api.js';
import { calmly, empty, h, hash, link, table } from './dom.js';
import { forkMap } from './forkmap.js';
import { downloads } from './pager.js';
import { ago } from './time.js';
import { number, t } from './words.js';

export async function forksPage(place, { live, signal }) {
  const turns = h('div');
  const beside = h('div');
  let off = [];
  place.append(h('h1', {}, t('forks')), h('p', { class: 'lead' }, t('forks_lead')),
    h('h2', {}, t('off_chain')), beside, downloads('off-chain', () => off), h('h2', {}, t('reorganisations')), turns);

  async function refresh() {
    const [chain, activity] = await Promise.all([read('/api/chain', signal), read('/api/activity', signal)]);
    off = chain.off_chain;
    turns.replaceChildren(turnTable(activity.reorganisations));
    const scrolled = beside.querySelector('.scroll');
    const left = scrolled && scrolled.scrollWidth - scrolled.clientWidth - scrolled.scrollLeft > 1 ? scrolled.scrollLeft : null;
    beside.replaceChildren(...besideTable(chain));
    if (left !== null) requestAnimationFrame(() => { beside.querySelector('.scroll')?.scrollTo({ left }); });
  }

  await refresh();
  const again = calmly(refresh, signal);
  for (const name of ['chain', 'reorganisation', 'aside']) live.addEventListener(name, again, { signal });
  return again;
}

function turnTable(reorganisations) {
  if (!reorganisations.length) return empty(t('no_reorganisations'));
  return table(t('reorganisations'),
    [[t('when'), 'title'], [t('fork_at'), 'number'], [t('left'), 'number'], [t('taken'), 'number'], [t('new_tip'), 'rest']],
    [...reorganisations].reverse().map((one) => [
      ago(new Date(one.at)), number(one.fork_height), number(one.departed), number(one.joined), hash(one.tip),
    ]));
}

function besideTable(chain) {
  if (!chain.off_chain.length) return [empty(t('no_off_chain'))];
  const more = chain.side_blocks + chain.orphans - chain.off_chain.length;
  return [
    forkMap(chain.off_chain, chain.height),
    table(t('off_chain'), [[t('height'), 'title'], [t('kind'), ''], [t('hash'), ''], [t('parent'), 'rest']],
      chain.off_chain.map((one) => [link(`#/block/${one.hash}`, number(one.index)), t(one.kind), hash(one.hash), hash(one.prev_hash)])),
    more > 0 ? h('p', { class: 'soft' }, t('more_off', { n: number(more) })) : h('span'),
  ];
}
