// A form that mines, and shows that it does. What is typed outlives the page: a change of language, a lost node, a reload.

import { change, read } from './api.js';
import { calmly, facts, h, hash, link } from './dom.js';
import { number, rate, span, t, told } from './words.js';

const LOOK_MS = 400;
const MOST_BYTES = 4096;
const MOST_AMOUNT = 2n ** 63n - 1n;
// A frame without its texts and its index, with a time of ten digits: `BLOCK:`, names, hashes, LF.
const FRAME = 'BLOCK:{"index":,"timestamp":1000000000,"nonce":,"data":,"prev_hash":"","hash":"","transactions":[]}\n'.length + 128;
const TRANSFER = '{"sender":,"receiver":,"amount":},'.length;
const DRAFT = 'tsunagi-draft';

let draft = kept() ?? { data: '', transfers: [] };
// The request that is not answered yet; and what came of the last one: `mined`, `refused` or `lost`, with a function that writes it in today's language.
let job = null;
let outcome = null;
let redraw = () => {};

function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(DRAFT));
  } catch {
    return null;
  }
}

function keep() {
  try {
    sessionStorage.setItem(DRAFT, JSON.stringify(draft));
  } catch { /* Then it is lost with the page. */ }
}

export async function minePage(place, { live, signal, asToken, arrived }) {
  let chain = await read('/api/chain', signal);
  if (arrived && outcome?.seen) outcome = null;
  const data = h('textarea', { id: 'data', name: 'data', rows: 3, 'aria-describedby': 'room' });
  data.value = draft.data;
  const transfers = h('div', {}, draft.transfers.map(transfer));
  const room = h('p', { id: 'room', class: 'soft' });
  const button = h('button', { type: 'submit' }, t('mine_it'));
  const progress = h('progress', { 'aria-label': t('odds'), max: 1, hidden: true });
  const result = h('p', { role: 'status' });
  const work = h('p', { class: 'soft' });
  const plan = h('div');
  const form = h('form', { class: 'form' },
    h('label', { for: 'data' }, t('data_label')), data, room,
    h('fieldset', {}, h('legend', {}, t('transactions_label')), transfers,
      h('button', { type: 'button', class: 'quiet', onclick: addTransfer }, t('add'))),
    h('div', { class: 'row' }, button), progress, result, work);
  place.append(h('h1', {}, t('mine')), h('p', { class: 'lead' }, t('mine_lead')), plan, form);

  function tell() {
    plan.replaceChildren(facts([
      [t('height'), number(chain.height + 1)], [t('on_top'), hash(chain.tip)],
      [t('difficulty'), t('zero_bytes', { n: chain.difficulty_bytes })], [t('expected'), number(256 ** chain.difficulty_bytes)],
    ]));
    count();
  }

  function count() {
    const bytes = frameBytes(draft, chain);
    room.classList.toggle('warn', bytes > MOST_BYTES);
    data.setCustomValidity(isEmpty(draft) ? t('nothing_to_mine') : '');
    room.textContent = bytes > MOST_BYTES
      ? t('too_long_by', { n: number(bytes - MOST_BYTES) }) : t('data_bytes', { n: number(bytes), most: number(MOST_BYTES) });
  }

  function drawJob() {
    button.disabled = Boolean(job);
    progress.hidden = !job;
    if (!job) work.replaceChildren();
    result.replaceChildren(...(outcome ? [outcome.write()] : []));
    if (outcome) outcome.seen = true;
  }

  function forget() {
    outcome = null;
    drawJob();
  }

  // That the node does not answer is true only until it does.
  function forgetLoss() {
    if (outcome?.kind === 'lost') forget();
  }

  // What was mined is gone from the form, but nothing that was typed meanwhile.
  redraw = (mined) => {
    if (mined) {
      data.value = draft.data;
      transfers.replaceChildren(...draft.transfers.map(transfer));
      count();
    }
    drawJob();
  };

  // How far it is cannot be known: each nonce is as good as any other. What can be said is how likely a find was by now.
  async function look() {
    if (!job) return;
    const now = await read('/api/chain', signal);
    if (!job) return;
    const tried = now.searching_seconds * now.hashes_per_second;
    progress.value = 1 - Math.exp(-tried / 256 ** now.difficulty_bytes);
    work.replaceChildren(now.mining.running
      ? `${t('mining', { height: number(now.mining.height), time: span(now.searching_seconds) })}, ${t('tried', { n: number(Math.round(tried)), rate: rate(now.hashes_per_second) })}. ${t('odds')}: ${number(100 * progress.value)} %`
      : t('waits'));
  }

  function addTransfer() {
    transfers.append(transfer({ sender: '', receiver: '', amount: '' }));
    transfers.lastElementChild.querySelector('input').focus();
    gather();
  }

  function gather() {
    draft = { data: data.value, transfers: [...transfers.children].map((line) => line.values()) };
    keep();
    count();
    // A refusal is about the text that was sent.
    if (outcome && outcome.kind !== 'mined') forget();
  }

  form.addEventListener('input', gather);
  form.addEventListener('gather', gather);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    gather();
    asToken(() => mine(draft));
  });
  const timer = setInterval(() => look().catch(() => {}), LOOK_MS);
  signal.addEventListener('abort', () => clearInterval(timer));
  const soon = calmly(async () => {
    chain = await read('/api/chain', signal);
    tell();
  }, signal);
  live.addEventListener('hello', forgetLoss, { signal });
  for (const name of ['chain', 'reorganisation']) live.addEventListener(name, soon, { signal });
  tell();
  drawJob();
  return soon;
}

// Goes on when its page is left. The page that is open in the end shows the result.
async function mine(wanted) {
  if (job) return;
  job = wanted;
  outcome = null;
  redraw();
  let mined = false;
  try {
    const { block } = await change('POST', '/api/blocks', { data: wanted.data, transactions: wanted.transfers.map(asSent) });
    mined = wanted === draft;
    if (mined) draft = { data: '', transfers: [] };
    keep();
    outcome = { kind: 'mined', write: () => link(`#/block/${block.hash}`, t('mined', { height: number(block.index), n: number(BigInt(block.nonce) + 1n) })) };
  } catch (refused) {
    if (refused.status === 401) throw refused;
    const kind = refused.status === 0 ? 'lost' : 'refused';
    outcome = { kind, write: () => h('span', { class: 'warn' }, kind === 'lost' ? t('mine_lost') : told(refused)) };
  } finally {
    job = null;
    redraw(mined);
  }
}

const isEmpty = ({ data, transfers }) => data === '' && transfers.length === 0;

const asSent = ({ sender, receiver, amount }) => ({ sender, receiver, amount: Number.isSafeInteger(Number(amount)) ? Number(amount) : BigInt(amount) });

// What the node will write at least: the nonce has the digits that are likely at this difficulty.
function frameBytes({ data, transfers }, chain) {
  const nonce = String(256 ** chain.difficulty_bytes).length;
  const texts = transfers.flatMap(({ sender, receiver }) => [sender, receiver]);
  return FRAME + String(chain.height + 1).length + nonce + [data, ...texts].reduce((sum, text) => sum + written(text), 0)
    + transfers.reduce((sum, { amount }) => sum + TRANSFER + (amount.length || 1), 0) - (transfers.length ? 1 : 0);
}

// JSON.stringify escapes what the node escapes; both leave everything else as UTF-8.
const written = (text) => new TextEncoder().encode(JSON.stringify(text)).length;

function transfer(value) {
  const field = (name, rules) => {
    const input = h('input', { name, type: 'text', autocomplete: 'off', 'aria-label': t(name), placeholder: t(name), required: true, ...rules });
    input.value = value[name];
    return input;
  };
  const amount = field('amount', { inputmode: 'numeric', title: t('amount_rule') });
  const line = h('div', { class: 'transfer' }, field('sender'), field('receiver'), amount);
  line.append(h('button', {
    type: 'button', class: 'quiet', onclick: () => {
      const form = line.closest('form');
      line.remove();
      form.dispatchEvent(new Event('gather'));
    },
  }, t('remove')));
  line.values = () => Object.fromEntries([...line.querySelectorAll('input')].map((input) => [input.name, input.name === 'amount' ? digits(input) : input.value]));
  const check = () => amount.setCustomValidity(isAmount(digits(amount)) ? '' : t('amount_rule'));
  amount.addEventListener('input', check);
  check();
  return line;
}

// Japanese keyboards also write digits of full width.
const digits = (input) => input.value.normalize('NFKC').trim();

const isAmount = (text) => text === '' || (/^(0|[1-9][0-9]{0,18})$/.test(text) && BigInt(text) <= MOST_AMOUNT);
