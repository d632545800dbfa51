// The frame around the pages: which one is shown, in which language, and whether the node is there.

import { keepToken, listen, read } from './api.js';
import { empty, h } from './dom.js';
import { language, speak, t } from './words.js';

// Each page comes when it is wanted first, so that the first is soon there.
const PAGES = {
  '': async () => (await import('./chain.js')).chainPage,
  search: async () => (await import('./chain.js')).searchPage,
  block: async () => (await import('./block.js')).blockPage,
  peers: async () => (await import('./peers.js')).peersPage,
  forks: async () => (await import('./forks.js')).forksPage,
  mine: async () => (await import('./mine.js')).minePage,
};

const main = document.querySelector('main');
const state = document.querySelector('.state');
const quietly = document.querySelector('.unseen');
const light = document.querySelector('.live');
const live = new EventTarget();
let connected = false;
let leave = new AbortController();

// For the ears alone, or on the page until something else is said.
function say(text, stays = false) {
  state.textContent = stays ? text : '';
  state.hidden = !stays;
  if (!stays) quietly.textContent = text;
}

async function show(focus) {
  leave.abort();
  leave = new AbortController();
  const { signal } = leave;
  const [path, query] = location.hash.replace(/^#\/?/, '').split('?');
  const parts = path.split('/').map(decodeURIComponent);
  for (const link of document.querySelectorAll('nav a')) {
    if (link.hash === `#/${parts[0]}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  const place = h('div');
  try {
    if (!PAGES[parts[0]]) place.append(h('h1', {}, t('no_page')));
    else await (await PAGES[parts[0]]())(place, { path: parts, query: new URLSearchParams(query), live, signal, say, asToken });
  } catch (problem) {
    if (signal.aborted) return;
    place.replaceChildren(failure(problem));
  }
  if (signal.aborted) return;
  main.replaceChildren(place);
  document.title = `${place.querySelector('h1')?.textContent ?? ''} · Tsunagi`;
  if (focus) main.focus({ preventScroll: true });
}

const failure = (problem) => h('div', {},
  h('h1', {}, t('failed')), empty(problem.message || t('lost')),
  h('button', { type: 'button', onclick: () => show(true) }, t('again')));

// Does something that may need a token, and asks for one if it does.
async function asToken(action) {
  try {
    await action();
  } catch (problem) {
    if (problem.status === 401) askForToken(action);
    else if (problem.message !== undefined) say(problem.message || t('lost'), true);
  }
}

function askForToken(action) {
  document.querySelector('.token')?.remove();
  const input = h('input', { type: 'password', id: 'token', autocomplete: 'off', required: true });
  const form = h('form', { class: 'form token' }, h('label', { for: 'token' }, t('token')), input, h('p', { class: 'soft' }, t('token_lead')),
    h('div', { class: 'row' }, h('button', {}, t('again'))));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    keepToken(input.value);
    form.remove();
    asToken(action);
  });
  main.prepend(form);
  input.focus();
}

function words() {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll('[data-word]')) element.textContent = t(element.dataset.word);
  for (const element of document.querySelectorAll('[data-word-label]')) element.setAttribute('aria-label', t(element.dataset.wordLabel));
  for (const element of document.querySelectorAll('[data-word-placeholder]')) element.placeholder = t(element.dataset.wordPlaceholder);
  const other = document.querySelector('.language');
  other.textContent = language === 'ja' ? 'English' : '日本語';
  other.lang = language === 'ja' ? 'en' : 'ja';
  light.textContent = t(connected ? 'live' : 'connecting');
}

// The first time there is nothing to make good; later, the page may have missed something.
let everConnected = false;
function onState(now, toldAll) {
  const back = now && everConnected && !toldAll;
  connected = now;
  everConnected ||= now;
  light.classList.toggle('on', now);
  light.textContent = t(now ? 'live' : 'connecting');
  say(now ? '' : t('lost'), !now);
  if (back) show(false);
}

live.addEventListener('missed', () => show(false));

async function tellNode() {
  const chain = await read('/api/chain');
  document.querySelector('.node').textContent = t('node_line', chain);
}

document.querySelector('.language').addEventListener('click', () => {
  speak(language === 'ja' ? 'en' : 'ja');
  words();
  show(false);
  tellNode().catch(() => {});
});

document.querySelector('.search').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = event.target.q.value.trim();
  if (!text) return;
  const exact = /^([0-9]{1,10}|[0-9a-fA-F]{64})$/.test(text);
  location.hash = exact ? `#/block/${text}` : `#/search?q=${encodeURIComponent(text)}`;
  event.target.reset();
});

window.addEventListener('hashchange', () => {
  window.scrollTo(0, 0);
  show(true);
});
words();
// The others follow, for the node may be gone when they are wanted.
show(false).then(() => Promise.allSettled(Object.values(PAGES).map((load) => load())));
listen(live, onState);
tellNode().catch(() => {});
