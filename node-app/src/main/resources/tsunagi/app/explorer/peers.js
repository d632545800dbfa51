// The peers as a graph and a table, and who is kept out.

import { change, read } from './api.js';
import { calmly, empty, h, s, table } from './dom.js';
import { number, size, span, t } from './words.js';

const EVERY_MS = 2000;
// With more names than this on the ring, none could be read.
const NAMED = 16;

export async function peersPage(place, { live, signal, say, asToken }) {
  const network = h('div');
  const bans = h('div');
  place.append(h('h1', {}, t('peers')), h('p', { class: 'lead' }, t('peers_lead')), network, h('h2', {}, t('bans')), bans);

  async function refresh() {
    const [page, kept] = await Promise.all([read('/api/peers', signal), read('/api/bans', signal)]);
    if (place.contains(document.activeElement) && document.activeElement.matches('.scroll')) return;
    network.replaceChildren(...drawn(page));
    bans.replaceChildren(kept.bans.length ? banTable(kept.bans) : empty(t('no_bans')));
  }

  const banTable = (list) => table(t('bans'), [[t('address'), ''], [t('reason'), 'text'], [t('ends'), 'number'], ['', '']],
    list.map((ban) => [h('code', {}, ban.address), ban.reason, span(ban.ends_in_seconds), lift(ban.address)]));

  const lift = (address) => h('button', {
    type: 'button', class: 'quiet', 'aria-label': `${t('lift')}: ${address}`,
    onclick: () => asToken(async () => {
      await change('DELETE', `/api/bans/${encodeURIComponent(address)}`);
      say(t('lifted'));
      await refresh();
    }),
  }, t('lift'));

  await refresh();
  const again = calmly(refresh, signal);
  for (const name of ['peer', 'ban']) live.addEventListener(name, again, { signal });
  const timer = setInterval(() => refresh().catch(() => {}), EVERY_MS);
  signal.addEventListener('abort', () => clearInterval(timer));
}

function drawn(page) {
  const parts = [];
  if (page.peers.length || page.dialling.length) parts.push(graph(page));
  if (!page.peers.length) parts.push(empty(t('none_peers')));
  else parts.push(peerTable(page));
  if (page.dialling.length) parts.push(h('p', { class: 'soft' }, `${t('waiting')}: `, h('code', {}, page.dialling.join(', '))));
  return parts;
}

const peerTable = (page) => table(t('peers'), [
  [t('address'), ''], [t('direction'), ''], [t('since'), 'number'], [t('blocks_in'), 'number'], [t('highest'), 'number wide'],
  [t('sent'), 'number'], [t('behind'), 'number'], [t('points'), 'number'],
], page.peers.map((peer) => [
  h('code', {}, peer.address), t(peer.direction), span(peer.connected_seconds), number(peer.blocks_in), number(peer.highest_in),
  size(peer.bytes_out), size(Math.max(0, peer.behind_bytes)), `${number(peer.points)} / ${number(page.tolerated_points)}`,
]));

// This node in the middle, everybody else around it.
function graph(page) {
  const width = 640;
  const height = 300;
  const all = [...page.peers.map((peer) => [peer.address, peer.direction]), ...page.dialling.map((address) => [address, 'waiting'])];
  const places = all.map(([address, kind], i) => {
    const angle = (2 * Math.PI * i) / all.length - Math.PI / 2 + (all.length === 2 ? Math.PI / 2 : 0);
    return { address, kind, x: width / 2 + 230 * Math.cos(angle), y: height / 2 + 105 * Math.sin(angle) };
  });
  return s('svg', { class: 'graph', viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': t('graph', { n: page.peers.length }) },
    places.map((one) => s('line', { class: one.kind, x1: width / 2, y1: height / 2, x2: one.x, y2: one.y })),
    places.map((one) => s('circle', { cx: one.x, cy: one.y, r: all.length > 60 ? 3 : 6 })),
    all.length > NAMED ? [] : places.map((one) => s('text', { x: one.x, y: one.y + (one.y < height / 2 ? -14 : 24) }, one.address)),
    s('circle', { class: 'me', cx: width / 2, cy: height / 2, r: 10 }),
    s('text', { class: 'mine', x: width / 2, y: height / 2 + 28 }, t('me')));
}
