// The frame around the pages: which one is shown, in which language, and whether the node is there.

import { keepToken, keptToken, listen, read } from './api.js';
import { h } from './dom.js';
import { route } from './route.js';
import { lines } from './text.js';
import { tick } from './time.js';
import { language, speak, t, told } from './words.js';

// Each page comes when it is wanted first, so that the first is soon there. `parts` is how many
// parts its address has, or null if there are one or more behind its own name.
const PAGES = new Map([
  ['', { parts: 1, load: async () => (await import('./chain.js')).chainPage }],
  ['search', { parts: 1, load: async () => (await import('./search.js')).searchPage }],
  ['block', { parts: 2, load: async () => (await import('./block.js')).blockPage }],
  ['name', { parts: null, load: async () => (await import('./name.js')).namePage }],
  ['peers', { parts: 1, load: async () => (await import('./peers.js')).peersPage }],
  ['forks', { parts: 1, load: async () => (await import('./forks.js')).forksPage }],
  ['mine', { parts: 1, load: async () => (await import('./mine.js')).minePage }],
]);

const AGAIN_MS = 400;

const main = document.querySelector('main');
const state = document.querySelector('.state');
const quietly = document.querySelector('.unseen');
const light = document.querySelector('.live');
const field = document.querySelector('.search').q;
const live = new EventTarget();
let connected = false;
let lost = false;
let leave = new AbortController();
let renew = null;
let notice = '';
// Counts what changed the chain, so that nothing is missed while a page loads.
let changes = 0;
let greeted = false;

// For the ears alone, or on the page until the page changes.
function say(text, stays = false) {
  if (stays) notice = text;
  else quietly.textContent = text;
  drawState();
}

function drawState() {
  const text = lost ? t('lost') : notice;
  if (state.textContent !== text) state.textContent = text;
  state.hidden = !text;
}

async function show(arrived) {
  leave.abort();
  leave = new AbortController();
  renew = null;
  const { signal } = leave;
  const asked = route(location.hash);
  markNav(asked);
  const place = h('div');
  const before = changes;
  let again;
  try {
    const page = PAGES.get(asked.path?.[0]);
    if (!page || !(page.parts ? page.parts === asked.path.length : asked.path.length > 1)) place.append(...nowhere(asked));
    else again = await (await page.load())(place, { ...asked, live, signal, say, asToken, arrived });
  } catch (problem) {
    if (signal.aborted) return;
    place.replaceChildren(failure(problem));
    again = () => show(false);
    if (problem.status === 404) live.addEventListener('chain', () => show(false), { signal, once: true });
  }
  if (signal.aborted) return;
  // A page that shows what does not change is loaded again only after a connection was lost.
  renew = again ?? (() => (greeted ? show(false) : null));
  draw(place, arrived);
  if (again && changes !== before) setTimeout(() => { if (!signal.aborted) again()?.catch?.(() => {}); }, AGAIN_MS);
}

function draw(place, arrived) {
  const token = arrived ? null : document.querySelector('.token');
  main.replaceChildren(...[token, place].filter(Boolean));
  document.title = `${place.querySelector('h1')?.textContent ?? ''} · Tsunagi`;
  if (arrived) main.focus({ preventScroll: true });
  if (drawn === visit) return;
  drawn = visit;
  window.scrollTo(0, heights.get(visit) ?? 0);
}

function markNav(asked) {
  for (const link of document.querySelectorAll('.top nav a')) {
    if (link.hash === `#/${asked.path?.[0]}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  if (document.activeElement !== field || asked.path?.[0] === 'search') field.value = asked.path?.[0] === 'search' ? asked.query.get('q') ?? '' : '';
}

const nowhere = (asked) => [
  h('h1', {}, t(asked.path ? 'no_page' : 'unreadable')),
  asked.path ? null : h('p', { class: 'lead' }, t(asked.unreadable)),
  h('p', {}, h('code', {}, lines(asked.path ? `#/${asked.path.join('/')}` : location.hash))),
  h('p', {}, h('a', { href: '#/' }, t('to_chain'))),
].filter(Boolean);

const failure = (problem) => h('div', {},
  h('h1', {}, t('failed')), h('p', { class: 'empty' }, told(problem)),
  h('p', { class: 'row' }, h('button', { type: 'button', onclick: () => show(true) }, t('again')), h('a', { href: '#/' }, t('to_chain'))));

// Does something that may need a token, and asks for one if it does.
async function asToken(action) {
  try {
    await action();
  } catch (problem) {
    if (problem.status === 401) askForToken(action);
    else if (problem.name !== 'AbortError') say(problem.status === 0 ? t('action_lost') : told(problem), true);
  }
}

function askForToken(action) {
  document.querySelector('.token')?.remove();
  const input = h('input', { type: 'password', id: 'token', autocomplete: 'off', required: true });
  const form = h('form', { class: 'form token' }, h('label', { for: 'token', 'data-word': 'token' }, t('token')), input,
    keptToken() ? h('p', { class: 'warn', role: 'status', 'data-word': 'token_wrong' }, t('token_wrong')) : null,
    h('p', { class: 'soft', 'data-word': 'token_lead' }, t('token_lead')),
    h('div', { class: 'row' }, h('button', { 'data-word': 'again' }, t('again'))));
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

// What was shown may be older than the connection, also at the first one.
function onState(now, toldAll) {
  const back = now && !connected && !toldAll;
  connected = now;
  lost = !now;
  light.classList.toggle('on', now);
  light.textContent = t(now ? 'live' : 'connecting');
  drawState();
  if (back) renew?.()?.catch?.(() => {});
  greeted ||= now;
}

for (const name of ['chain', 'reorganisation']) live.addEventListener(name, () => { changes++; });
live.addEventListener('missed', () => renew?.()?.catch?.(() => {}));

async function tellNode() {
  const chain = await read('/api/chain');
  document.querySelector('.node').textContent = t('node_line', chain);
}

document.querySelector('.language').addEventListener('click', () => {
  speak(language === 'ja' ? 'en' : 'ja');
  notice = '';
  words();
  drawState();
  show(false);
  tellNode().catch(() => {});
});

document.querySelector('.search').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = field.value.trim() || field.value;
  if (text) location.hash = `#/search?q=${encodeURIComponent(text.toWellFormed())}`;
});

// The address of a page is behind the `#`, so a link into the page must not become one.
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});

// Back, forward and a reload lead to where the reader was. The browser would scroll before the page is there.
history.scrollRestoration = 'manual';
const HEIGHTS = 'heights';
const heights = keptHeights();
let visit = newVisit();
let drawn;

function keptHeights() {
  try {
    return new Map(JSON.parse(sessionStorage.getItem(HEIGHTS)));
  } catch {
    return new Map();
  }
}

function keepHeight() {
  // A page that was left before it was there has no height.
  if (drawn === visit) heights.set(visit, window.scrollY);
}

window.addEventListener('pagehide', () => {
  keepHeight();
  try {
    sessionStorage.setItem(HEIGHTS, JSON.stringify([...heights]));
  } catch {
    // Then a reload begins at the top.
  }
});

function newVisit() {
  if (!history.state?.visit) history.replaceState({ visit: crypto.getRandomValues(new Uint32Array(2)).join('-') }, '');
  return history.state.visit;
}

window.addEventListener('hashchange', () => {
  keepHeight();
  visit = newVisit();
  notice = '';
  drawState();
  show(true);
});
words();
tick();
// The others follow, for the node may be gone when they are wanted.
show(false).then(() => Promise.allSettled([...PAGES.values()].map((page) => page.load())));
listen(live, onState);
tellNode().catch(() => {});
