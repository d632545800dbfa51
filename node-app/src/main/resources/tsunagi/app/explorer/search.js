// What a search finds: the block at a height, the block with a hash, and all blocks that hold the text.

import { read } from './api.js';
import { cells, columns, flat } from './blocks.js';
import { empty, h, link, table } from './dom.js';
import { asked } from './name.js';
import { downloads, pager } from './pager.js';
import { lines, nameLink, oneLine } from './text.js';
import { number, t } from './words.js';

const PAGE = 100;
// With a zero in front, digits are only the beginning of a hash, and a text.
const HEIGHT = /^(0|[1-9][0-9]{0,9})$/;
const HASH = /^[0-9a-f]{64}$/i;
// Of a text in which something was found, so much is shown before and after it.
const AROUND = 60;
const MOST_PLACES = 3;

export async function searchPage(place, { query, signal }) {
  const text = query.get('q') ?? '';
  if (!text) {
    place.append(h('h1', {}, t('search')), empty(t('search_empty')));
    return;
  }
  const from = query.get('from');
  const [exact, name, page] = await Promise.all([
    from ? null : exactly(text, signal),
    from ? null : read(asked(text, null, 1), signal),
    read(`/api/blocks?limit=${PAGE}&text=${encodeURIComponent(text)}${from ? `&from=${encodeURIComponent(from)}` : ''}`, signal),
  ]);
  if (exact && HASH.test(text) && page.complete && !name?.count && page.blocks.every((block) => block.hash === exact.hash)) {
    location.replace(`#/block/${exact.hash}`);
    return;
  }
  place.append(h('h1', {}, ...titled(text)));
  const used = name?.count > 0;
  if (used) place.append(h('p', {}, nameLink(text, t('as_name', { n: number(name.count) }))));
  if (exact) {
    const name = t(HEIGHT.test(text) ? 'searched_height' : 'searched_hash', { height: number(exact.index) });
    place.append(h('h2', {}, name), list(name, [exact]), h('h2', {}, t('as_text')));
  }
  if (!page.blocks.length && page.complete) {
    place.append(empty(t('not_found')));
    return;
  }
  place.append(
    h('p', { class: 'lead' }, t(page.complete ? 'found' : 'found_some', { n: number(page.blocks.length) })),
    list(t('blocks'), page.blocks, page.blocks.map((block, i) => places(block, page.matched?.[i] ?? [], text))),
    pager({
      newest: from ? `#/search?q=${encodeURIComponent(text)}` : null,
      older: page.next == null ? null : `#/search?q=${encodeURIComponent(text)}&from=${page.next}`,
    }),
    downloads('search', () => page.blocks, flat));
}

const list = (name, blocks, more = []) => table(name, columns(), blocks.map((block, i) => cells(block, i, more[i])), 'lines');

function titled(text) {
  const [before, after] = t('search_title').split('{text}');
  return [before, lines(text), after];
}

// Digits are a height and may be a text as well; so may the digits of a hash.
async function exactly(text, signal) {
  if (!HEIGHT.test(text) && !HASH.test(text)) return null;
  try {
    return (await read(`/api/blocks/${text.toLowerCase()}`, signal)).block;
  } catch (problem) {
    if (problem.status === 404) return null;
    throw problem;
  }
}

function places(block, matched, text) {
  const shown = matched.filter((one) => one !== 'data' || block.data.length > AROUND).slice(0, MOST_PLACES);
  if (!shown.length && matched.length < 2) return null;
  const rest = matched.length - shown.length - (matched.includes('data') && !shown.includes('data') ? 1 : 0);
  return h('ul', { class: 'places' },
    shown.map((member) => h('li', {}, ...place(block, member, text))),
    rest > 0 ? h('li', {}, t('matched_more', { n: rest })) : null);
}

function place(block, member, text) {
  if (member === 'hash') return [`${t('matched_hash')}: `, h('code', {}, h('mark', {}, block.hash.slice(0, text.length)), block.hash.slice(text.length)) ];
  if (member === 'data') return [`${t('matched_data')}: `, ...excerpt(block.data, text)];
  const [, at, party] = member.match(/^transactions\[(\d+)\]\.(\w+)$/);
  const name = block.transactions[at][party];
  return [`${t(`matched_${party}`, { n: number(Number(at) + 1) })}: `, nameLink(name, h('span', {}, excerpt(name, text)))];
}

// Where it is first, and what stands around it. No character is cut in two.
function excerpt(whole, text) {
  const at = whole.indexOf(text);
  if (at < 0) return [oneLine(whole.slice(0, AROUND).toWellFormed())];
  const before = whole.slice(Math.max(0, at - AROUND), at).replace(/^[\uDC00-\uDFFF]/, '');
  const after = whole.slice(at + text.length, at + text.length + AROUND).replace(/[\uD800-\uDBFF]$/, '');
  return [at > AROUND ? '…' : '', before && lines(before), h('mark', {}, lines(text)), after && lines(after), at + text.length + AROUND < whole.length ? '…' : ''].filter(Boolean);
}
