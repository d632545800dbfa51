// Forks as a picture: the chain from left to right, and beside it what is known off it.

import { h, s } from './dom.js';
import { number, t } from './words.js';

const STEP = 46;
const LANE = 34;
const LEFT = 24;
const MOST_COLUMNS = 24;
const MOST_LANES = 8;
// Blocks of the chain that are drawn after the highest off it: enough to see how far it has left the branch behind.
const BEYOND = 6;

// `off` are blocks with index, hash, prev_hash and kind.
export function forkMap(off, tip) {
  const branches = asBranches(off).slice(0, MOST_LANES);
  const heights = branches.flatMap((branch) => branch.map((block) => block.index));
  const highest = Math.max(...heights);
  const last = tip - highest <= BEYOND + 2 ? Math.max(tip, highest) : highest + BEYOND;
  const first = Math.max(0, Math.min(...heights) - 1, last - MOST_COLUMNS + 1);
  const x = (height) => LEFT + (height - first) * STEP;
  const lanes = laidOut(branches.filter((branch) => branch.at(-1).index >= first));
  const rows = Math.max(0, ...lanes.map(({ lane }) => lane));
  const far = last < tip;
  const end = far ? x(last + 2) : x(last);
  const width = end + LEFT;
  const height = 58 + rows * LANE;
  const chain = Array.from({ length: Math.min(last, tip) - first + 1 }, (_, i) => ({ at: first + i, x: x(first + i) }));
  if (far) chain.push({ at: tip, x: end });
  return h('figure', {}, h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': t('map') },
    s('svg', { class: 'forkmap', viewBox: `0 0 ${width} ${height}`, width, height, role: 'group', 'aria-label': t('map') },
      chain.length > 1 ? s('line', { class: 'main', x1: x(first), x2: x(Math.min(last, tip)), y1: 30, y2: 30 }) : null,
      first > 0 && chain.length ? s('line', { class: 'main faint', x1: 0, x2: x(first), y1: 30, y2: 30 }) : null,
      far ? s('line', { class: 'main faint', x1: x(last), x2: end, y1: 30, y2: 30 }) : null,
      lanes.flatMap((branch) => drawn(branch, x, first)),
      chain.map((one) => block(one.x, 30, one.at === tip ? 'tip' : 'main', `#/block/${one.at}`, number(one.at))),
      chain.map((one) => s('text', { x: one.x, y: 14 }, number(one.at))))),
  h('figcaption', { class: 'soft' }, t('map_text')));
}

function drawn({ blocks, lane }, x, first) {
  const y = 30 + lane * LANE;
  const kind = blocks[0].kind;
  const seen = blocks.filter((one) => one.index >= first);
  const start = blocks[0].index - 1;
  const parts = [];
  if (kind === 'side' && start >= first) parts.push(s('path', { class: 'branch', d: `M${x(start)} 30 C ${x(start) + STEP / 2} 30, ${x(start) + STEP / 2} ${y}, ${x(start + 1)} ${y}` }));
  if (seen.length > 1) parts.push(s('line', { class: `branch ${kind}`, x1: x(seen[0].index), x2: x(seen.at(-1).index), y1: y, y2: y }));
  return [...parts, ...seen.map((one) => block(x(one.index), y, kind, `#/block/${one.hash}`, `${t(one.kind)} ${number(one.index)} ${one.hash.slice(0, 8)}`))];
}

const block = (x, y, kind, href, name) => s('a', { href, 'aria-label': name },
  s('title', {}, name), s('rect', { class: kind, x: x - 8, y: y - 8, width: 16, height: 16, rx: 4 }));

// Each block is put behind its parent if that is off the chain too; of two children one begins a branch of its own.
function asBranches(off) {
  const branches = [];
  const ends = new Map();
  for (const one of [...off].sort((a, b) => a.index - b.index)) {
    const branch = ends.get(one.prev_hash) ?? [];
    if (!branch.length) branches.push(branch);
    ends.delete(one.prev_hash);
    branch.push(one);
    ends.set(one.hash, branch);
  }
  return branches.sort((a, b) => b.at(-1).index - a.at(-1).index);
}

// Each branch in the first lane below the chain that is free from where it leaves the chain on.
function laidOut(branches) {
  const taken = [];
  return branches.map((blocks) => {
    const from = blocks[0].index - 1;
    const to = blocks.at(-1).index;
    let lane = 1;
    while (taken.some((other) => other.lane === lane && from <= other.to && to >= other.from)) lane++;
    taken.push({ lane, from, to });
    return { blocks, lane };
  });
}
