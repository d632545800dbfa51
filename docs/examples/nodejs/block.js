// Blocks: the JSON of section 2 of PROTOCOL.md, and the hash and the work of section 3.
// Numbers in parentheses are rules of that page.

import { createHash } from 'node:crypto';

export const FRAME_LIMIT = 4096; // bytes, LF included (1.3)
const DIFFICULTY = 2; // zero bytes at the start of a hash (3.2)
const PREFIX = 'BLOCK:';
const ZERO_HASH = '0'.repeat(64);
const LF = 0x0a;

/** Splits a stream at LF and at nothing else (1.2), whatever its chunks are (1.4). */
export class Splitter {
  /** The bytes after the last LF. */
  rest = Buffer.alloc(0);

  /** Returns the lines that the chunk completes, each without its LF. */
  push(chunk) {
    const bytes = Buffer.concat([this.rest, chunk]);
    const lines = [];
    let start = 0;
    for (let end = bytes.indexOf(LF); end >= 0; end = bytes.indexOf(LF, start)) {
      lines.push(bytes.subarray(start, end));
      start = end + 1;
    }
    this.rest = bytes.subarray(start);
    return lines;
  }
}

// JSON ----------------------------------------------------------------------------------------

const TOKEN = /"(?:[^"\\]|\\.)*"|[^\s{}[\]:,"]+|[{}[\]]/g;
const PLAIN_INTEGER = /^(?:0|[1-9][0-9]*)$/;
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Reads JSON as 2.7 wants it. An object becomes a Map. An integer without sign, fraction and
 * exponent becomes a BigInt.
 *
 * JSON.parse checks the syntax, at any depth. It hides four things that 2.7 refuses: duplicate
 * names, lone surrogates, how a number was written, and digits beyond 2^53. A walk over the tokens
 * finds them. The walk has a stack of its own, because deep nesting would overflow that of calls.
 */
export function readJson(text) {
  JSON.parse(text);
  const root = [];
  const outer = [];
  let container = root;
  let name;
  const put = (value) => {
    if (container instanceof Map) container.set(name, value);
    else container.push(value);
    name = undefined;
  };
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') {
      const inner = token === '{' ? new Map() : [];
      put(inner);
      outer.push(container);
      container = inner;
    } else if (token === '}' || token === ']') {
      container = outer.pop();
    } else if (token[0] !== '"') {
      put(PLAIN_INTEGER.test(token) ? BigInt(token) : JSON.parse(token));
    } else {
      const string = JSON.parse(token);
      if (LONE_SURROGATE.test(string)) throw new Error('a lone surrogate');
      const isName = container instanceof Map && name === undefined;
      if (!isName) put(string);
      else if (container.has(string)) throw new Error(`two members ${token}`);
      else name = string;
    }
  }
  return root[0];
}

// Each kind of member in the table of 2.5.
const isString = (value) => typeof value === 'string';
const isHash = (value) => isString(value) && /^[0-9a-fA-F]{64}$/.test(value);
const isIntegerOf = (bits) => (value) => typeof value === 'bigint' && value < 1n << bits;
const isInteger32 = isIntegerOf(32n);
const isInteger63 = isIntegerOf(63n);

/** Returns a member of an object. Without a default, the member is required. */
function member(object, name, isValid, whenAbsent) {
  const value = object.has(name) ? object.get(name) : whenAbsent;
  if (!isValid(value)) throw new Error(`${name} is missing, or has a wrong type or range`);
  return value;
}

function readTransactions(object) {
  const value = object.has('transactions') ? object.get('transactions') : [];
  if (value === '[]') return [];
  if (!Array.isArray(value)) throw new Error('transactions is no array');
  return value.map((transaction) => {
    if (!(transaction instanceof Map)) throw new Error('a transaction is no object');
    return {
      sender: member(transaction, 'sender', isString),
      receiver: member(transaction, 'receiver', isString),
      amount: member(transaction, 'amount', isInteger63),
    };
  });
}

// Blocks --------------------------------------------------------------------------------------

function littleEndian64(value) {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
}

const sha256 = (bytes) => createHash('sha256').update(bytes).digest();
const hasWork = (hash) => hash.subarray(0, DIFFICULTY).every((byte) => byte === 0);

export class Block {
  constructor(fields) {
    Object.assign(this, fields);
    /** The canonical form, which relays and answers carry (2.8). */
    this.frame = Buffer.from(`${PREFIX}${this.#canonicalJson()}\n`);
  }

  static isBlockFrame(line) {
    return line.toString('latin1', 0, PREFIX.length) === PREFIX;
  }

  /** Reads a frame without its LF. Throws if 2.7, 3.2 or 3.8 refuses the block. */
  static read(line) {
    // Throws on invalid UTF-8. A byte order mark stays, and is a syntax error.
    const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    const object = readJson(utf8.decode(line.subarray(PREFIX.length)));
    if (!(object instanceof Map)) throw new Error('not an object');
    const block = new Block({
      index: Number(member(object, 'index', isInteger32, 0n)),
      timestamp: member(object, 'timestamp', isInteger63, 0n),
      nonce: member(object, 'nonce', isInteger63, 0n),
      data: member(object, 'data', isString, 'P2P Received Block'),
      prevHash: member(object, 'prev_hash', isHash, ZERO_HASH).toLowerCase(),
      hash: member(object, 'hash', isHash, ZERO_HASH).toLowerCase(),
      transactions: readTransactions(object),
    });
    const hash = sha256(block.#preimage());
    if (hash.toString('hex') !== block.hash) throw new Error('the hash is wrong');
    if (!hasWork(hash)) throw new Error('the hash carries no work');
    if (!block.fits) throw new Error('the canonical form is too long');
    return block;
  }

  /** Computes the genesis block, which is never sent (3.3). */
  static genesis() {
    return new Block({
      index: 0,
      timestamp: 1672531200n,
      nonce: 2945n,
      data: 'Hello, Zig Blockchain!',
      prevHash: ZERO_HASH,
      hash: ZERO_HASH,
      transactions: [{ sender: 'Alice', receiver: 'Bob', amount: 100n }],
    }).#withNonce(2945n);
  }

  /** Begins a block on a parent (6.2). It has no work. */
  static draft(parent, data) {
    const timestamp = BigInt(Math.floor(Date.now() / 1000));
    const index = parent.index + 1;
    const { hash: prevHash } = parent;
    return new Block({ index, timestamp, nonce: 0n, data, prevHash, hash: ZERO_HASH, transactions: [] });
  }

  get fits() {
    return this.frame.length <= FRAME_LIMIT;
  }

  /** Tries `count` nonces from `first` on. Returns the block with work, or undefined. */
  search(first, count) {
    const bytes = this.#preimage();
    for (let nonce = first; nonce < first + count; nonce++) {
      bytes.writeBigUInt64LE(BigInt(nonce), 12);
      if (hasWork(sha256(bytes))) return this.#withNonce(BigInt(nonce));
    }
    return undefined;
  }

  #withNonce(nonce) {
    const block = new Block({ ...this, nonce });
    return new Block({ ...block, hash: sha256(block.#preimage()).toString('hex') });
  }

  /** Returns the bytes that are hashed (3.1). */
  #preimage() {
    const index = Buffer.alloc(4);
    index.writeUInt32LE(this.index);
    const parts = [index, littleEndian64(this.timestamp), littleEndian64(this.nonce)];
    parts.push(Buffer.from(this.prevHash, 'hex'));
    for (const { sender, receiver, amount } of this.transactions) {
      parts.push(Buffer.from(sender), Buffer.from(receiver), littleEndian64(amount));
    }
    return Buffer.concat([...parts, Buffer.from(this.data)]);
  }

  /** RFC 8785 took its escapes from JSON.stringify, so that writes strings as 2.5 wants them. */
  #canonicalJson() {
    const transactions = this.transactions.map(({ sender, receiver, amount }) =>
      `{"sender":${JSON.stringify(sender)},"receiver":${JSON.stringify(receiver)},"amount":${amount}}`);
    return `{"index":${this.index},"timestamp":${this.timestamp},"nonce":${this.nonce}`
      + `,"data":${JSON.stringify(this.data)},"prev_hash":"${this.prevHash}","hash":"${this.hash}"`
      + `,"transactions":[${transactions.join(',')}]}`;
  }
}
