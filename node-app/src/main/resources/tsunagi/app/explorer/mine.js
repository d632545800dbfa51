// A form that mines, and shows that it does.

import { change, read } from './api.js';
import { facts, h, hash, link } from './dom.js';
import { number, rate, span, t } from './words.js';

const LOOK_MS = 400;

export async function minePage(place, { live, signal, asToken }) {
  const chain = await read('/api/chain', signal);
  const data = h('textarea', { id: 'data', name: 'data', rows: 3, maxlength: 3500 });
  const transfers = h('div');
  const button = h('button', { type: 'submit' }, t('mine_it'));
  const progress = h('progress', { 'aria-label': t('odds'), max: 1, hidden: true });
  const outcome = h('p', { role: 'status' });
  const work = h('p', { class: 'soft' });
  const tries = 256 ** chain.difficulty_bytes;
  const plan = h('div');
  const tell = (height, tip) => plan.replaceChildren(facts([
    [t('height'), number(height + 1)], [t('on_top'), hash(tip)],
    [t('difficulty'), t('zero_bytes', { n: chain.difficulty_bytes })], [t('expected'), number(tries)],
  ]));
  tell(chain.height, chain.tip);
  const form = h('form', { class: 'form' },
    h('label', { for: 'data' }, t('data_label')), data,
    h('fieldset', {}, h('legend', {}, t('transactions_label')), transfers,
      h('button', { type: 'button', class: 'quiet', onclick: addTransfer }, t('add'))),
    h('div', { class: 'row' }, button), progress, outcome, work);
  place.append(h('h1', {}, t('mine')), h('p', { class: 'lead' }, t('mine_lead')), plan, form);
  live.addEventListener('chain', ({ detail }) => tell(detail.height, detail.tip), { signal });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    asToken(mine);
  });

  // How far it is cannot be known: each nonce is as good as any other. What can be said is how likely a find was by now.
  async function look() {
    const now = await read('/api/chain', signal);
    if (progress.hidden) return;
    const tried = now.searching_seconds * now.hashes_per_second;
    progress.value = 1 - Math.exp(-tried / tries);
    work.replaceChildren(now.mining.running
      ? `${t('mining', { height: number(now.mining.height), time: span(now.searching_seconds) })}, ${t('tried', { n: number(Math.round(tried)), rate: rate(now.hashes_per_second) })}. ${t('odds')}: ${number(100 * progress.value)} %`
      : t('waits'));
  }

  function addTransfer() {
    const line = transfer();
    transfers.append(line);
    line.querySelector('input').focus();
  }

  async function mine() {
    const looking = setInterval(() => look().catch(() => {}), LOOK_MS);
    button.disabled = true;
    progress.removeAttribute('value');
    progress.hidden = false;
    outcome.replaceChildren();
    try {
      const { block } = await change('POST', '/api/blocks', { data: data.value, transactions: [...transfers.children].map(values) });
      outcome.replaceChildren(link(`#/block/${block.hash}`, t('mined', { height: number(block.index), n: number(BigInt(block.nonce) + 1n) })));
      data.value = '';
      transfers.replaceChildren();
    } catch (refused) {
      outcome.replaceChildren(refused.message || t('lost'));
      throw refused;
    } finally {
      clearInterval(looking);
      button.disabled = false;
      progress.hidden = true;
      work.replaceChildren();
    }
  }
}

function transfer() {
  const field = (name, rules) => h('input', { name, type: 'text', autocomplete: 'off', 'aria-label': t(name), placeholder: t(name), required: true, ...rules });
  const line = h('div', { class: 'transfer' }, field('sender', { maxlength: 1000 }), field('receiver', { maxlength: 1000 }),
    field('amount', { inputmode: 'numeric', pattern: '[0-9]{1,19}', title: t('amount_rule') }));
  line.append(h('button', { type: 'button', class: 'quiet', onclick: () => line.remove() }, t('remove')));
  return line;
}

function values(line) {
  const of = (name) => line.querySelector(`[name=${name}]`).value;
  const amount = Number(of('amount'));
  return { sender: of('sender'), receiver: of('receiver'), amount: Number.isSafeInteger(amount) ? amount : BigInt(of('amount')) };
}
