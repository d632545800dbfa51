// Blocks as the rows of a table.

import { withAllDigits } from './api.js';
import { h, hash, link } from './dom.js';
import { dataOf } from './text.js';
import { ago, iso, ofBlock } from './time.js';
import { number, t } from './words.js';

export const columns = () => [[t('height'), 'number'], [t('data'), 'text'], [t('transactions'), 'number wide'], [t('hash'), 'wide'], [t('time'), '']];

// As a line of a table for other programs.
export const flat = (block) => ({
  height: block.index, hash: block.hash, prev_hash: block.prev_hash, timestamp: block.timestamp, time: iso(ofBlock(block)), nonce: block.nonce, data: block.data,
  transactions: JSON.stringify(block.transactions, withAllDigits),
});

export const cells = (block, i, more = null) => [
  link(`#/block/${block.hash}`, number(block.index)),
  more ? h('div', {}, dataOf(block), more) : dataOf(block),
  number(block.transactions.length),
  hash(block.hash),
  ago(ofBlock(block), block.timestamp),
];
