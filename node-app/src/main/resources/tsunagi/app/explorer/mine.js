// A form that mines, and shows that it does.

import { change, read } from './api.js';
import { h, link } from './dom.js';
import { number, span, t } from './words.js';

const TICK_MS = 100;

export async function minePage(place, { live, signal, say, asToken }) {
  const chain = await read('/api/chain', signal);
  let height = chain.height + 1;
  const data = h('textarea', { id: 'data', name: 'data', rows: 3, maxlength: 3500 });
  const transfers = h('div');
  const button = h('button', { type: 'submit' }, t('mine_it'));
  const progress = h('progress', { 'aria-label': t('running'), hidden: true });
  const outcome = h('p', { role: 'status' });
  const form = h('form', { class: 'form' },
    h('label', { for: 'data' }, t('data_label')), data,
    h('fieldset', {}, h('legend', {}, t('transactions_label')), transfers,
      h('button', { type: 'button', class: 'quiet', onclick: () => transfers.append(transfer()) }, t('add'))),
    h('div', { class: 'row' }, button), progress, outcome);
  place.append(h('h1', {}, t('mine')), h('p', { class: 'lead' }, t('mine_lead')), form);

  live.addEventListener('mining', ({ detail }) => { if (detail.running) height = detail.height; }, { signal });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    asToken(() => mine());
  });

  async function mine() {
    const begun = performance.now();
    const show = () => outcome.replaceChildren(t('mining', { height: number(height), time: span((performance.now() - begun) / 1000) }));
    const ticking = setInterval(show, TICK_MS);
    button.disabled = true;
    progress.hidden = false;
    show();
    try {
      const { block } = await change('POST', '/api/blocks', { data: data.value, transactions: [...transfers.children].map(values) });
      height = block.index + 1;
      outcome.replaceChildren(link(`#/block/${block.hash}`, t('mined', { height: number(block.index), n: number(block.nonce + 1) })));
      data.value = '';
      transfers.replaceChildren();
    } catch (refused) {
      outcome.replaceChildren(refused.message || t('lost'));
      throw refused;
    } finally {
      clearInterval(ticking);
      button.disabled = false;
      progress.hidden = true;
    }
  }
}

function transfer() {
  const field = (name, type) => h('input', { name, type, 'aria-label': t(name), placeholder: t(name), required: true, ...(type === 'number' ? { min: 0, max: Number.MAX_SAFE_INTEGER, step: 1 } : { maxlength: 1000 }) });
  const line = h('div', { class: 'transfer' }, field('sender', 'text'), field('receiver', 'text'), field('amount', 'number'));
  line.append(h('button', { type: 'button', class: 'quiet', onclick: () => line.remove() }, t('remove')));
  return line;
}

function values(line) {
  const of = (name) => line.querySelector(`[name=${name}]`).value;
  return { sender: of('sender'), receiver: of('receiver'), amount: Number(of('amount')) };
}
