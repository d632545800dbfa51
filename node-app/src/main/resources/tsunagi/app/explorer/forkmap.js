// Forks as a picture: the chain from left to right, and next to it what is known off it.

import { h, s } from './dom.js';
import { number, t } from './words.js';

const STEP = 46;
const LANE = 34;
const LEFT = 24;
const MOST_COLUMNS = 40;
const MOST_LANES = 8;
// Heights at either end of a branch that are drawn, in addition to the end itself. Those between them are folded, if they are many.
const ENDS = 3;

// `off` are blocks with index, hash, prev_hash and kind.
export function forkMap(off, tip) {
  const branches = asBranches(off).slice(0, MOST_LANES);
  const columns = columnsOf(branches, tip);
  const first = columns[0].height;
  const x = (height) => LEFT + Math.max(0, columns.findLastIndex((column) => column.height <= height)) * STEP;
  const lanes = laidOut(branches.filter((branch) => branch.at(-1).index >= first));
  const rows = Math.max(0, ...lanes.map(({ lane }) => lane));
  const width = x(columns.at(-1).height) + LEFT;
  const height = 58 + rows * LANE;
  const folds = columns.filter((column) => column.folded);
  const open = columns.filter((column) => !column.folded);
  const chain = open.filter((column) => column.height <= tip);
  const openHeights = new Set(open.map((column) => column.height));
  return h('figure', {}, atItsEnd(h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': t('map') },
    s('svg', { class: 'forkmap', viewBox: `0 0 ${width} ${height}`, width, height, role: 'group', 'aria-label': t('map') },
      s('line', { class: 'main', x1: first > 0 ? 0 : x(first), x2: x(Math.min(tip, columns.at(-1).height)), y1: 30, y2: 30 }),
      lanes.flatMap((branch) => drawn(branch, x, first, openHeights)),
      folds.map((fold) => s('g', { class: 'fold' }, s('title', {}, t('folded', { n: number(fold.folded) })),
        s('rect', { x: x(fold.height) - 13, y: 22, width: 26, height: height - 22 }), s('text', { x: x(fold.height), y: 34 }, '···'), s('text', { x: x(fold.height), y: 14 }, `+${number(fold.folded)}`),
        lanes.filter((branch) => isFolded(branch, fold)).map(({ lane }) => s('text', { class: 'of-branch', x: x(fold.height), y: 34 + lane * LANE }, '···')))),
      chain.map((one) => block(x(one.height), 30, one.height === tip ? 'tip' : 'main', `#/block/${one.height}`, number(one.height))),
      chain.map((one) => s('text', { x: x(one.height), y: 14 }, number(one.height)))))),
  h('figcaption', { class: 'soft' }, t('map_text')));
}

// The newest is on the right, and is what one wants to see first.
function atItsEnd(scroll) {
  const size = new ResizeObserver(() => {
    if (!scroll.clientWidth) return;
    scroll.scrollLeft = scroll.scrollWidth;
    size.disconnect();
  });
  size.observe(scroll);
  return scroll;
}

// The heights that are drawn, from left to right: of each branch the parent and both ends, and the tip. What lies
// between two of them is one column, folded, if it is more than one block.
function columnsOf(branches, tip) {
  const wanted = new Set([tip, Math.max(0, tip - 1)]);
  for (const branch of branches) {
    const from = branch[0].index - 1;
    const to = branch.at(-1).index;
    for (let i = 0; i <= ENDS; i++) {
      wanted.add(Math.min(to, from + i));
      wanted.add(Math.max(from, to - i));
    }
    if (to < tip) wanted.add(to + 1);
  }
  const columns = [];
  for (const height of [...wanted].filter((one) => one >= 0).sort((a, b) => a - b)) {
    const before = columns.at(-1)?.height ?? height - 1;
    const between = height - before - 1;
    if (between === 1) columns.push({ height: height - 1 });
    else if (between > 1) columns.push({ height: before + 1, folded: between });
    columns.push({ height });
  }
  const shown = columns.slice(-MOST_COLUMNS);
  return shown[0].folded ? shown.slice(1) : shown;
}

const isFolded = ({ blocks }, { height, folded }) => blocks.some((one) => one.index >= height && one.index < height + folded);

function drawn({ blocks, lane }, x, first, heights) {
  const y = 30 + lane * LANE;
  const kind = blocks[0].kind;
  const seen = blocks.filter((one) => heights.has(one.index));
  const start = blocks[0].index - 1;
  const parts = [];
  if (kind === 'side' && start >= first) parts.push(s('path', { class: 'branch', d: `M${x(start)} 30 C ${x(start) + STEP / 2} 30, ${x(start) + STEP / 2} ${y}, ${x(start + 1)} ${y}` }));
  if (seen.length > 1) parts.push(s('line', { class: `branch ${kind}`, x1: x(seen[0].index), x2: x(seen.at(-1).index), y1: y, y2: y }));
  return [...parts, ...seen.map((one) => block(x(one.index), y, kind, `#/block/${one.hash}`, `${t(one.kind)} ${number(one.index)} ${one.hash.slice(0, 8)}`))];
}

const block = (x, y, kind, href, name) => s('a', { href, 'aria-label': name },
  s('title', {}, name), s('rect', { class: 'reach', x: x - 12, y: y - 12, width: 24, height: 24 }), s('rect', { class: kind, x: x - 8, y: y - 8, width: 16, height: 16, rx: 4 }));

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
