// Blocks as the rows of a table.

import { h, hash, link } from './dom.js';
import { dataOf } from './text.js';
import { ago, ofBlock } from './time.js';
import { number, t } from './words.js';

export const columns = () => [[t('height'), 'number'], [t('data'), 'text'], [t('transactions'), 'number wide'], [t('hash'), 'wide'], [t('time'), '']];

export const cells = (block, i, more = null) => [
  link(`#/block/${block.hash}`, number(block.index)),
  more ? h('div', {}, dataOf(block), more) : dataOf(block),
  number(block.transactions.length),
  hash(block.hash),
  ago(ofBlock(block), block.timestamp),
];
