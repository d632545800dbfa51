// The network as this node can know it: itself in the middle, and its own connections.

import { h, s } from './dom.js';
import { number, size, t } from './words.js';

// With more names than this on the ring, none could be read; they are told by the table.
const NAMED = { narrow: 6, wide: 16 };
const MANY = 60;
const NARROW = 520;
const LINE = 14;

// `gone` are peers that left a moment ago.
export function star(page, gone, width) {
  const narrow = width < NARROW;
  const all = [
    ...page.peers.map((peer) => ({ ...peer, kind: peer.direction })),
    ...page.dialling.map((address) => ({ address, kind: 'waiting' })),
    ...gone.map((peer) => ({ ...peer, kind: 'gone' })),
  ];
  const named = all.length <= (narrow ? NAMED.narrow : NAMED.wide);
  const radius = all.length > MANY ? 4 : 8;
  const height = narrow ? 320 : 380;
  const middle = { x: width / 2, y: height / 2 };
  const ring = { x: width / 2 - (named ? (narrow ? 74 : 130) : 16), y: height / 2 - (named ? 56 : 16) };
  const places = all.map((peer, i) => ({ ...peer, ...around(middle, ring, i, all.length) }));
  const label = `${t('graph', { n: page.peers.length })} ${places.map((peer) => words(peer, page).join(', ')).join('; ')}`;
  return h('figure', { class: 'network' },
    s('svg', { class: 'star', viewBox: `0 0 ${width} ${height}`, width, height, role: 'img', 'aria-label': label },
      arrowHead(),
      places.map((peer) => edge(peer, middle)),
      places.map((peer) => node(peer, page, named && middle, radius)),
      s('circle', { class: 'me', cx: middle.x, cy: middle.y, r: 13 }),
      s('text', { class: 'mine', x: middle.x, y: middle.y + 32 }, t('me'))),
    legend(all));
}

// Nobody stands right below the middle, where this node's own name is.
function around(middle, ring, i, count) {
  const angle = (2 * Math.PI * (count % 2 || count === 2 ? i : i + 0.5)) / count - (count <= 2 ? 0 : Math.PI / 2);
  return { x: middle.x + ring.x * Math.cos(angle), y: middle.y + ring.y * Math.sin(angle) };
}

const arrowHead = () => s('defs', {}, s('marker', {
  id: 'arrow', viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 9, markerHeight: 9, markerUnits: 'userSpaceOnUse', orient: 'auto',
}, s('path', { class: 'head', d: 'M0 0.5 L8 4 L0 7.5 Z' })));

// From the dialling node to the dialled one; thicker the more blocks went over it.
function edge(peer, middle) {
  const length = Math.hypot(peer.x - middle.x, peer.y - middle.y) || 1;
  const step = (from, to, by) => ({ x: from.x + ((to.x - from.x) * by) / length, y: from.y + ((to.y - from.y) * by) / length });
  const here = step(middle, peer, 17);
  const there = step(peer, middle, 12);
  const [from, to] = peer.kind === 'inbound' ? [there, here] : [here, there];
  const blocks = (peer.blocks_in ?? 0) + (peer.blocks_out ?? 0);
  return s('line', {
    class: `edge ${peer.kind}`, x1: from.x, y1: from.y, x2: to.x, y2: to.y, 'stroke-width': Math.min(6, 1 + Math.log10(1 + blocks)).toFixed(2), 'marker-end': peer.kind === 'gone' ? null : 'url(#arrow)',
  });
}

// Words stand on the far side of the edge; without a middle there are none.
function node(peer, page, middle, radius) {
  const lines = words(peer, page);
  const shown = lines.slice(0, 3);
  const top = peer.y < middle?.y - LINE ? peer.y - 18 - LINE * (shown.length - 1) : peer.y + 26;
  const state = peer.points > 0 ? 'bad' : peer.behind_bytes > 0 ? 'late' : '';
  return s('g', { class: `peer ${peer.kind} ${state}` },
    s('title', {}, lines.join('\n')),
    s('circle', { cx: peer.x, cy: peer.y, r: radius }),
    state ? s('circle', { class: 'halo', cx: peer.x, cy: peer.y, r: radius + 5 }) : null,
    middle ? shown.map((line, i) => s('text', { class: i ? 'more' : 'name', x: peer.x, y: top + i * LINE }, line)) : []);
}

function words(peer, page) {
  if (peer.kind === 'waiting') return [peer.address, t('waiting')];
  if (peer.kind === 'gone') return [peer.address, t('gone')];
  return [
    peer.address,
    `${t('traffic_in', { n: number(peer.blocks_in) })}, ${t('traffic_out', { n: number(peer.blocks_out) })}`,
    ...(peer.points > 0 ? [t('points_of', { n: peer.points, most: page.tolerated_points })] : []),
    ...(peer.behind_bytes > 0 ? [t('behind_by', { size: size(peer.behind_bytes) })] : []),
  ];
}

// Only what can be seen at the moment.
function legend(all) {
  const some = (kind) => all.some((peer) => peer.kind === kind);
  const sample = (kind) => s('svg', { class: 'star sample', width: 34, height: 12, 'aria-hidden': 'true' },
    s('line', { class: `edge ${kind}`, x1: kind === 'inbound' ? 33 : 1, x2: kind === 'inbound' ? 1 : 33, y1: 6, y2: 6, 'stroke-width': 1.5, 'marker-end': kind === 'gone' ? null : 'url(#arrow)' }));
  const dot = (kind) => s('svg', { class: 'star sample', width: 20, height: 20, 'aria-hidden': 'true' },
    s('g', { class: `peer ${kind}` }, s('circle', { cx: 10, cy: 10, r: 4 }), s('circle', { class: 'halo', cx: 10, cy: 10, r: 8 })));
  const shown = [
    some('outbound') && [sample('outbound'), t('legend_dialled')],
    some('inbound') && [sample('inbound'), t('legend_inbound')],
    some('waiting') && [sample('waiting'), t('legend_waiting')],
    some('gone') && [sample('gone'), t('legend_gone')],
    all.some((peer) => peer.behind_bytes > 0) && [dot('late'), t('legend_behind')],
    all.some((peer) => peer.points > 0) && [dot('bad'), t('legend_points')],
  ].filter(Boolean);
  return h('figcaption', { class: 'legend' }, shown.map(([picture, text]) => h('span', {}, picture, text)), h('span', {}, t('legend_traffic')));
}
