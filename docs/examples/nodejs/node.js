// A complete node of PROTOCOL.md, without packages. Node.js 18 or later runs it.
//
//     node node.js <port> [host:port …] [--listen port] [--connect host:port …] [--data directory]
//
// block.js reads, writes and mines blocks. chain.js decides which of them form the chain. This file
// is the node around them: peers, dialling, the console and the file of the chain.

import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Block, FRAME_LIMIT, Splitter } from './block.js';
import { Chain } from './chain.js';

const ASK_INTERVAL = 5_000; // between two chain requests to one peer (3.7)
const DIAL_INTERVAL = 5_000; // after a connection that failed or ended (5.2)
const WATCH_INTERVAL = 10_000;
const STALLED_CHECKS = 3; // a peer that reads nothing for 30 s is closed (5.4)
const DROPPED_FRAMES = 2_000; // in one watch interval: more are a flood (1.6, 5.4)
const WAITING_REQUESTS = 256;
const WAITING_BYTES = 16 << 20;
const HASHES_AT_ONCE = 2_000; // a few milliseconds, so that mining holds up no peer

const GET_CHAIN = 'GET_CHAIN';

const log = (text) => console.log(`${new Date().toISOString()} ${text}`);

/** One connection. Who dialled matters only for the first frame (2.4). */
class Peer {
  #node;
  #socket;
  #name;
  #splitter = new Splitter();
  #isReading = true;
  /** The suffixes of the requests that wait for their answer (2.2). */
  #requests = [];
  #isAnswering = false;
  #onDrain = () => {};
  /** The blocks that crossed this connection: first had from it, or sent over it (4.2). */
  #crossed = new WeakSet();
  #askedAt = -Infinity;
  #usefulAt = -Infinity;
  #orphan;
  #askTimer;
  #watchTimer;
  #dropped = 0;
  #checksWithoutProgress = 0;
  #bytesTaken = 0;

  constructor(node, socket) {
    this.#node = node;
    this.#socket = socket;
    this.#name = `${socket.remoteAddress}:${socket.remotePort}`;
    socket.setNoDelay(true).setKeepAlive(true, 60_000);
    socket.on('data', (chunk) => this.#read(chunk));
    socket.on('end', () => this.#stopReading());
    socket.on('drain', () => this.#onDrain());
    socket.on('error', (error) => log(`${this.#name}: ${error.message}`));
    socket.on('close', () => this.#close());
    this.#watchTimer = setInterval(() => this.#watch(), WATCH_INTERVAL);
    node.peers.add(this);
  }

  /** Sends what the side that dialled sends first: its request and its tip (2.4). */
  greet() {
    this.#ask();
    const { tip } = this.#node.chain;
    if (tip.index > 0) this.gossip([tip]);
  }

  /** Sends blocks that became active, each once (4.1, 4.2). */
  gossip(blocks) {
    if (!this.#isReading) return; // a half-closed peer gets its answers and nothing else (1.5)
    for (const block of blocks) {
      if (!this.#crossed.has(block)) this.#send(block);
    }
    if (this.#socket.writableLength > WAITING_BYTES) this.#socket.destroy();
  }

  /** Returns false if the peer does not read as fast as this node writes. */
  #send(block) {
    this.#crossed.add(block);
    return this.#socket.write(block.frame);
  }

  #read(chunk) {
    if (!this.#isReading) return;
    for (const line of this.#splitter.push(chunk)) {
      if (line.length + 1 > FRAME_LIMIT) return this.#stopReading();
      this.#handle(line);
    }
    if (this.#splitter.rest.length >= FRAME_LIMIT) this.#stopReading(); // 1.3
  }

  #handle(line) {
    const text = line.toString('latin1');
    if (text.startsWith(GET_CHAIN)) this.#enqueue(text.slice(GET_CHAIN.length));
    else if (Block.isBlockFrame(line)) this.#handleBlock(line);
    else this.#drop('unknown frame');
  }

  #handleBlock(line) {
    let block;
    try {
      block = Block.read(line);
    } catch (error) {
      this.#drop(error.message);
      return;
    }
    const { chain } = this.#node;
    if (!chain.knows(block.hash)) {
      this.#crossed.add(block);
      this.#node.add(block, this.#name);
      if (!chain.isOrphan(block.hash)) this.#usefulAt = performance.now();
    }
    if (chain.isOrphan(block.hash)) this.#askFor(block.hash);
  }

  #drop(reason) {
    this.#dropped++;
    if (this.#dropped <= 10) log(`${this.#name}: dropped a frame: ${reason}`);
    if (this.#dropped > DROPPED_FRAMES) this.#socket.destroy();
  }

  // Answers

  #enqueue(suffix) {
    this.#requests.push(suffix);
    if (this.#requests.length >= WAITING_REQUESTS) this.#socket.pause();
    if (!this.#isAnswering) this.#answerAll();
  }

  /** Answers one request after another, as fast as the peer reads. Blocks keep coming meanwhile. */
  async #answerAll() {
    this.#isAnswering = true;
    while (this.#requests.length > 0 && !this.#socket.destroyed) {
      await this.#answer(this.#node.chain.answer(this.#requests.shift()));
      if (this.#requests.length < WAITING_REQUESTS) this.#socket.resume();
    }
    this.#isAnswering = false;
    this.#endIfDone();
  }

  async #answer(blocks) {
    this.#socket.cork(); // many small frames become a few writes
    for (const block of blocks) {
      if (this.#send(block)) continue;
      this.#socket.uncork();
      await this.#drained();
      this.#socket.cork();
    }
    this.#socket.uncork();
  }

  #drained() {
    if (this.#socket.destroyed || !this.#socket.writableNeedDrain) return undefined;
    return new Promise((resolve) => { this.#onDrain = resolve; });
  }

  // Requests

  /** Asks for the parent of an orphan: at once, or when the last request is over (3.7). */
  #askFor(hash) {
    this.#orphan = hash;
    if (this.#askTimer || !this.#isReading) return;
    const isOverAt = Math.max(
      this.#askedAt + ASK_INTERVAL,
      Math.min(this.#usefulAt + 1_000, this.#askedAt + 60_000));
    const wait = isOverAt - performance.now();
    if (wait <= 0) this.#ask();
    else this.#askTimer = setTimeout(() => this.#askAgain(), wait);
  }

  #askAgain() {
    this.#askTimer = undefined;
    if (this.#node.chain.isOrphan(this.#orphan)) this.#askFor(this.#orphan);
  }

  #ask() {
    this.#askedAt = performance.now();
    this.#socket.write(this.#node.chain.request());
  }

  // The end

  /** Answers what was asked before, and ends the connection (1.3, 1.5). */
  #stopReading() {
    this.#isReading = false;
    this.#endIfDone();
  }

  #endIfDone() {
    if (this.#isReading || this.#isAnswering) return;
    this.#socket.end(() => this.#socket.destroy());
  }

  /** Ends a connection whose peer reads nothing although data waits (5.4). */
  #watch() {
    this.#dropped = 0;
    const taken = this.#socket.bytesWritten - this.#socket.writableLength;
    const isStalled = this.#socket.writableLength > 0 && taken === this.#bytesTaken;
    this.#bytesTaken = taken;
    this.#checksWithoutProgress = isStalled ? this.#checksWithoutProgress + 1 : 0;
    if (this.#checksWithoutProgress >= STALLED_CHECKS) this.#socket.destroy();
  }

  #close() {
    this.#node.peers.delete(this);
    clearTimeout(this.#askTimer);
    clearInterval(this.#watchTimer);
    this.#onDrain();
  }
}

/** Keeps the chain in a file of frames, in the order in which the blocks became active (6.5). */
class ChainFile {
  #file;
  #stored = new WeakSet();

  /** Opens the file and hands each block in it to `add`. Cuts off what a kill left half-written. */
  constructor(directory, add) {
    fs.mkdirSync(directory, { recursive: true });
    this.#file = fs.openSync(path.join(directory, 'blocks'), 'a+');
    const bytes = fs.readFileSync(this.#file);
    const splitter = new Splitter();
    for (const line of splitter.push(bytes)) {
      const block = Block.read(line);
      this.#stored.add(block);
      add(block);
    }
    fs.ftruncateSync(this.#file, bytes.length - splitter.rest.length);
  }

  /**
   * Appends blocks that became active, except those that did so before. Reading the file again
   * repeats each reorganisation, so it ends at the same tip.
   */
  append(blocks) {
    const fresh = blocks.filter((block) => !this.#stored.has(block));
    const bytes = Buffer.concat(fresh.map(({ frame }) => frame));
    try {
      for (let at = 0; at < bytes.length;) at += fs.writeSync(this.#file, bytes, at);
    } catch (error) {
      fail(`the chain cannot be stored: ${error.message}`); // and is not relayed
    }
    for (const block of fresh) this.#stored.add(block);
  }
}

class Node {
  chain = new Chain();
  peers = new Set();
  #file;

  constructor(directory) {
    if (directory) this.#file = new ChainFile(directory, (block) => this.chain.add(block));
    log(`the chain has ${this.chain.tip.index} blocks`);
  }

  /** Adds a block that is not known. Stores what became active, and only then relays it. */
  add(block, from) {
    const blocks = this.chain.add(block);
    if (blocks.length === 0) return;
    this.#file?.append(blocks);
    for (const peer of this.peers) peer.gossip(blocks);
    log(`${from}: ${blocks.length} blocks, the tip is ${this.chain.tip.index} ${this.chain.tip.hash}`);
  }

  /** Listens on all interfaces (5.1). Connections from there are never dialled back (5.3). */
  listen(port) {
    const server = net.createServer({ allowHalfOpen: true }, (socket) => new Peer(this, socket));
    server.on('error', (error) => fail(error.message));
    server.listen(port, () => log(`listens at port ${server.address().port}`));
  }

  /** Dials a peer for as long as the node runs (5.1, 5.2). */
  dial({ host, port }) {
    const socket = net.connect({ host, port, allowHalfOpen: true });
    socket.once('connect', () => new Peer(this, socket).greet());
    socket.on('error', () => {}); // 'close' follows
    socket.once('close', () => setTimeout(() => this.dial({ host, port }), DIAL_INTERVAL));
  }

  /** Makes a block of each line, one after another. The end of input ends only this (6.2, 6.3). */
  async readConsole(input) {
    const splitter = new Splitter();
    for await (const chunk of input) {
      for (const line of splitter.push(chunk)) await this.#handleLine(line);
      // The start of a line that is too long is enough to refuse it.
      splitter.rest = splitter.rest.subarray(0, FRAME_LIMIT + 1);
    }
    if (splitter.rest.length > 0) await this.#handleLine(splitter.rest);
  }

  async #handleLine(line) {
    const bytes = line.at(-1) === 0x0d ? line.subarray(0, -1) : line;
    if (bytes.length === 0) return;
    let block;
    try {
      const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
      block = await this.#mine(utf8.decode(bytes));
    } catch (error) {
      log(`this line becomes no block: ${error.message}`);
      return;
    }
    this.add(block, 'console');
  }

  /** Mines on the tip. Begins again when the tip changes. */
  async #mine(data) {
    for (;;) {
      const parent = this.chain.tip;
      const draft = Block.draft(parent, data);
      for (let nonce = 0; this.chain.tip === parent; nonce += HASHES_AT_ONCE) {
        const block = draft.fits ? draft.search(nonce, HASHES_AT_ONCE) : draft;
        // Later nonces only make the frame longer.
        if (block && !block.fits) throw new Error('its block would be longer than a frame');
        if (block) return block;
        await nextTurn();
      }
    }
  }
}

function fail(message) {
  console.error(`node: ${message}`);
  process.exit(1);
}

function parsePort(text) {
  if (!/^[0-9]{1,5}$/.test(text) || Number(text) > 65535) fail(`not a port: ${text}`);
  return Number(text);
}

function parsePeer(text) {
  const colon = text.lastIndexOf(':');
  const host = text.slice(0, Math.max(colon, 0)).replace(/^\[(.*)\]$/, '$1');
  if (host === '') fail(`not host:port: ${text}`);
  return { host, port: parsePort(text.slice(colon + 1)) };
}

/** Reads both forms of 6.1 and any mixture of them. */
function parseArguments(words) {
  const options = { port: undefined, peers: [], data: undefined };
  const setPort = (word) => {
    if (options.port !== undefined) fail(`a second port: ${word}`);
    options.port = parsePort(word);
  };
  const rest = [...words];
  const next = (flag) => rest.shift() ?? fail(`${flag} needs a value`);
  while (rest.length > 0) {
    const word = rest.shift();
    if (word === '--listen') setPort(next(word));
    else if (word === '--connect') options.peers.push(parsePeer(next(word)));
    else if (word === '--data') options.data = next(word);
    else if (word.startsWith('--')) fail(`no such flag: ${word}`);
    else if (word.includes(':')) options.peers.push(parsePeer(word));
    else setPort(word);
  }
  if (options.port === undefined) fail('which port?');
  return options;
}

const { port, peers, data } = parseArguments(process.argv.slice(2));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
const node = new Node(data);
node.listen(port);
for (const peer of peers) node.dial(peer);
node.readConsole(process.stdin).catch((error) => log(`console: ${error.message}`));
