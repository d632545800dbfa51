// The peers as a graph and a table, who left, and who is kept out.

import { change, read } from './api.js';
import { calmly, empty, h, table } from './dom.js';
import { star } from './star.js';
import { downloads } from './pager.js';
import { ago } from './time.js';
import { number, reason, size, span, t } from './words.js';

const EVERY_MS = 2000;
// A peer that left longer ago is not drawn, only listed.
const GHOST_MS = 60e3;
const WIDEST = 920;

export async function peersPage(place, { live, signal, say, asToken }) {
  const network = h('div');
  const list = h('div');
  const gone = h('div');
  const bans = h('div');
  let known = [];
  place.append(h('h1', {}, t('peers')), h('p', { class: 'lead' }, t('peers_lead')), network,
    h('details', {}, h('summary', {}, t('star')), h('p', {}, t('star_text'))),
    h('h2', {}, t('connected')), list, downloads('peers', () => known), h('h2', {}, t('bans')), bans, h('h2', {}, t('gone_recently')), gone);

  async function refresh() {
    const [page, kept, lately] = await Promise.all([read('/api/peers', signal), read('/api/bans', signal), read('/api/activity', signal)]);
    if (place.contains(document.activeElement) && document.activeElement.matches('.scroll')) return;
    known = page.peers;
    const left = ghosts(page, lately.departures);
    const anybody = page.peers.length + page.dialling.length + left.length > 0;
    network.replaceChildren(...(anybody ? [star(page, left, Math.min(WIDEST, document.querySelector('main').clientWidth))] : []));
    list.replaceChildren(...peerTable(page));
    bans.replaceChildren(kept.bans.length ? banTable(kept.bans) : empty(t('no_bans')));
    gone.replaceChildren(lately.departures.length ? goneTable(lately.departures) : empty(t('none_gone')));
  }

  const banTable = (banned) => table(t('bans'), [[t('address'), ''], [t('reason'), 'text'], [t('ends'), 'number'], [t('action'), 'action']],
    banned.map((ban) => [h('code', {}, ban.address), reason(ban.reason), span(ban.ends_in_seconds), lift(ban.address)]));

  const lift = (address) => h('button', {
    type: 'button', class: 'quiet', title: `${t('lift')}: ${address}`,
    onclick: () => asToken(async () => {
      await change('DELETE', `/api/bans/${encodeURIComponent(address)}`);
      say(t('lifted'));
      await refresh();
    }),
  }, t('lift'));

  await refresh();
  const again = calmly(refresh, signal);
  for (const name of ['peer', 'ban']) live.addEventListener(name, again, { signal });
  const timer = setInterval(() => { if (!document.hidden) refresh().catch(() => {}); }, EVERY_MS);
  signal.addEventListener('abort', () => clearInterval(timer));
  return again;
}

// A peer that is back, or is being dialled again, is drawn as that.
function ghosts(page, departures) {
  const there = new Set([...page.peers.map((peer) => peer.address), ...page.dialling]);
  return departures.filter((one) => {
    if (Date.now() - Date.parse(one.at) > GHOST_MS || there.has(one.address)) return false;
    there.add(one.address);
    return true;
  });
}

function peerTable(page) {
  if (!page.peers.length) return [empty(t('none_peers'))];
  return [table(t('peers'), [
    [t('address'), 'title'], [t('direction'), ''], [t('since'), 'number'], [t('blocks_in'), 'number'], [t('blocks_out'), 'number'],
    [t('highest'), 'number'], [t('behind'), 'number'], [t('points'), 'number'],
  ], page.peers.map((peer) => [
    h('code', {}, peer.address), t(peer.direction), span(peer.connected_seconds), number(peer.blocks_in), number(peer.blocks_out),
    number(peer.highest_in), peer.behind_bytes > 0 ? size(peer.behind_bytes) : '—', points(peer, page),
  ]))];
}

const points = (peer, page) => h('span', { class: peer.points > 0 ? 'warn' : 'soft' }, `${number(peer.points)} / ${number(page.tolerated_points)}`);

const goneTable = (departures) => table(t('gone_recently'),
  [[t('address'), 'title'], [t('direction'), ''], [t('when'), ''], [t('why_gone'), 'text']],
  [...departures].reverse().map((one) => [h('code', {}, one.address), t(one.direction), ago(new Date(one.at)), reason(one.reason)]));
