// The tree of blocks: fork choice (3.6), orphans (3.7), locators (8.1).

import { Block } from './block.js';

const ORPHANS = 1000; // 3.7 asks for at least 128
const SIDE_BLOCKS = 10_000; // and as many as the active chain has, so that a rival always fits

/** Tells a locator from any other suffix of GET_CHAIN (8.1). */
const LOCATOR = /^(?: [1-9][0-9]{0,9}:[0-9a-f]{64})+$/;

export class Chain {
  /** Each block that hangs on genesis, by hash: { block, parent, children }. */
  #known = new Map();
  /** The active chain: the entry of index i at i. */
  #active = [];
  /** The last entries of the side branches, the one that was useful longest ago first. */
  #sideTips = new Set();
  /** The orphans by hash, the oldest first. */
  #orphans = new Map();
  /** The same orphans in arrays, by the hash of the parent. */
  #waiting = new Map();

  constructor() {
    const genesis = { block: Block.genesis(), parent: undefined, children: 0 };
    this.#known.set(genesis.block.hash, genesis);
    this.#active.push(genesis);
  }

  get tip() {
    return this.#active.at(-1).block;
  }

  isOrphan(hash) {
    return this.#orphans.has(hash);
  }

  /** A block is known on every branch, and among the orphans (3.5). */
  knows(hash) {
    return this.#known.has(hash) || this.isOrphan(hash);
  }

  /**
   * Takes a block that carries work and is not known. Returns the blocks that became active, from
   * the fork point up (4.2).
   */
  add(block) {
    if (block.index === 0) return []; // never an orphan (3.3)
    if (!this.#known.has(block.prevHash)) {
      this.#keepOrphan(block);
      return [];
    }
    const joined = this.#join(block);
    // Only a longer branch wins. Between equals, the one that was complete first stays (3.6).
    let best = this.#active.at(-1);
    for (const entry of joined) if (entry.block.index > best.block.index) best = entry;
    const added = this.#activate(best);
    this.#forgetSideBranches();
    return added;
  }

  /** Puts a block into the tree, and the orphans that hang on it (3.7). Returns their entries. */
  #join(first) {
    const joined = [];
    const queue = [first];
    for (const block of queue) {
      const parent = this.#known.get(block.prevHash);
      if (block.index !== parent.block.index + 1) continue; // 3.4: what hangs on it stays an orphan
      const entry = { block, parent, children: 0 };
      parent.children++;
      this.#known.set(block.hash, entry);
      this.#sideTips.delete(parent);
      this.#sideTips.add(entry);
      joined.push(entry);
      queue.push(...this.#takeOrphansOf(block.hash));
    }
    return joined;
  }

  /** Makes an entry the tip. Returns the blocks that became active, in order. */
  #activate(tip) {
    const branch = [];
    let entry = tip;
    for (; this.#active[entry.block.index] !== entry; entry = entry.parent) branch.push(entry);
    const left = this.#active.splice(entry.block.index + 1);
    if (left.length > 0) this.#sideTips.add(left.at(-1));
    branch.reverse();
    for (const one of branch) this.#active.push(one);
    this.#sideTips.delete(tip);
    return branch.map(({ block }) => block);
  }

  /** Bounds the storage for blocks off the chain (3.6, 5.4). */
  #forgetSideBranches() {
    for (const tip of this.#sideTips) {
      if (this.#known.size <= 2 * this.#active.length + SIDE_BLOCKS) return;
      this.#sideTips.delete(tip);
      let entry = tip;
      while (entry.children === 0 && this.#active[entry.block.index] !== entry) {
        this.#known.delete(entry.block.hash);
        entry = entry.parent;
        entry.children--;
      }
    }
  }

  #keepOrphan(block) {
    this.#orphans.set(block.hash, block);
    const siblings = this.#waiting.get(block.prevHash) ?? [];
    this.#waiting.set(block.prevHash, [...siblings, block]);
    if (this.#orphans.size <= ORPHANS) return;
    const [oldest] = this.#orphans.values();
    this.#orphans.delete(oldest.hash);
    const others = this.#waiting.get(oldest.prevHash).filter((other) => other !== oldest);
    if (others.length > 0) this.#waiting.set(oldest.prevHash, others);
    else this.#waiting.delete(oldest.prevHash);
  }

  #takeOrphansOf(hash) {
    const children = this.#waiting.get(hash) ?? [];
    this.#waiting.delete(hash);
    for (const { hash: child } of children) this.#orphans.delete(child);
    return children;
  }

  /** Returns the request for what is missing here: dense at the tip, then doubling (8.1). */
  request() {
    const pairs = [];
    let step = 1;
    for (let index = this.tip.index; index >= 1; index = this.#below(index, step)) {
      pairs.push(` ${index}:${this.#active[index].block.hash}`);
      if (pairs.length >= 10) step *= 2;
    }
    return `GET_CHAIN${pairs.join('')}\n`;
  }

  /** Every locator ends at index 1. */
  #below(index, step) {
    return index === 1 ? 0 : Math.max(1, index - step);
  }

  /** Answers a request with this suffix. The blocks are a copy, so no later branch mixes in (2.3). */
  answer(suffix) {
    const common = this.#parseLocator(suffix).find(
      ({ index, hash }) => this.#active[index]?.block.hash === hash);
    return this.#active.slice((common?.index ?? 0) + 1).map(({ block }) => block);
  }

  /** Returns the pairs of a locator. What is no locator has none, and is answered in full. */
  #parseLocator(suffix) {
    if (!LOCATOR.test(suffix)) return [];
    const pairs = suffix.slice(1).split(' ').map((pair) => {
      const [index, hash] = pair.split(':');
      return { index: Number(index), hash };
    });
    const falls = pairs.every(({ index }, i) => index < (pairs[i - 1]?.index ?? 2 ** 32));
    return falls ? pairs : [];
  }
}
