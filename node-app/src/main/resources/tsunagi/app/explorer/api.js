// Asks the node. What it refuses becomes an error with the code of the refusal; `told` has the words for it.

import { open } from './stream.js';

const TOKEN = 'tsunagi-token';

export class Refused extends Error {
  constructor(status, { code, pointer, parameter } = {}) {
    super(code ?? '');
    Object.assign(this, { status, code, pointer, parameter });
  }
}

// Amounts, nonces and timestamps have 64 bits, and a number here has 53: what would be rounded is a BigInt instead.
function exactly(name, value, { source } = {}) {
  if (typeof value !== 'number' || Number.isSafeInteger(value) || !/^-?\d+$/.test(source)) return value;
  return BigInt(source);
}

export const withAllDigits = (name, value) => (typeof value === 'bigint' ? JSON.rawJSON(value.toString()) : value);

async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(path, options);
  } catch (cause) {
    if (cause.name === 'AbortError') throw cause;
    throw new Refused(0);
  }
  if (answer.ok) return answer.status === 204 ? null : JSON.parse(await answer.text(), exactly);
  const problem = await answer.json().catch(() => ({}));
  throw new Refused(answer.status, problem);
}

export const read = (path, signal) => ask(path, { signal });

// Changes something. The token stays in this tab.
export function change(method, path, body) {
  const headers = {};
  const token = keptToken();
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body) headers['Content-Type'] = 'application/json';
  return ask(path, { method, headers, body: body && JSON.stringify(body, withAllDigits) });
}

export const keepToken = (token) => sessionStorage.setItem(TOKEN, token);
export const keptToken = () => sessionStorage.getItem(TOKEN);

// The node's events, for as long as the page is open. Comes back by itself when the node does, and then says whether
// it was told all that happened meanwhile.
export function listen(target, onState) {
  const hear = ({ name, detail }) => {
    if (name === 'hello' || name === 'lost') onState(name === 'hello', detail?.resumed ?? false);
    target.dispatchEvent(new CustomEvent(name, { detail }));
  };
  let stop = () => {};
  const start = () => { stop = shared(hear) ?? alone(hear); };
  addEventListener('pagehide', () => stop());
  addEventListener('pageshow', ({ persisted }) => { if (persisted) start(); });
  start();
}

// By way of the worker that all tabs share. Some browsers, those of phones above all, have none.
function shared(hear) {
  if (!('SharedWorker' in window)) return null;
  const worker = new SharedWorker('worker.js', { type: 'module', name: 'tsunagi' });
  let stop = () => worker.port.postMessage('bye');
  worker.onerror = () => { stop = alone(hear); };
  worker.port.onmessage = ({ data }) => hear(data);
  return () => stop();
}

// By a stream of its own, which is closed while nobody sees the page.
function alone(hear) {
  let close = null;
  const look = () => {
    if (document.hidden) {
      close?.();
      close = null;
    } else {
      close ??= open(hear);
    }
  };
  look();
  document.addEventListener('visibilitychange', look);
  return () => {
    document.removeEventListener('visibilitychange', look);
    close?.();
  };
}
