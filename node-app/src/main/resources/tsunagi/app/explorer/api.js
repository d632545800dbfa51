// Asks the node. What it refuses becomes an error whose message is a sentence for people.

const TOKEN = 'tsunagi-token';

export class Refused extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

// Amounts, nonces and timestamps have 64 bits, and a number here has 53: what would be rounded is a BigInt instead.
function exactly(name, value, { source } = {}) {
  if (typeof value !== 'number' || Number.isSafeInteger(value) || !/^-?\d+$/.test(source)) return value;
  return BigInt(source);
}

const withAllDigits = (name, value) => (typeof value === 'bigint' ? JSON.rawJSON(value.toString()) : value);

async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(path, options);
  } catch (cause) {
    if (cause.name === 'AbortError') throw cause;
    throw new Refused(0, '');
  }
  if (answer.ok) return answer.status === 204 ? null : JSON.parse(await answer.text(), exactly);
  const problem = await answer.json().catch(() => ({}));
  throw new Refused(answer.status, problem.detail ?? answer.statusText);
}

export const read = (path, signal) => ask(path, { signal });

// Changes something. The token stays in this tab.
export function change(method, path, body) {
  const headers = {};
  const token = sessionStorage.getItem(TOKEN);
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body) headers['Content-Type'] = 'application/json';
  return ask(path, { method, headers, body: body && JSON.stringify(body, withAllDigits) });
}

export const keepToken = (token) => sessionStorage.setItem(TOKEN, token);

const NAMES = ['hello', 'chain', 'reorganisation', 'peer', 'ban', 'aside', 'mining', 'missed'];

// The node's events, for as long as the page is open. Comes back by itself when the node does, and then says whether
// it was told all that happened meanwhile.
export function listen(target, onState) {
  const source = new EventSource('/api/events');
  for (const name of NAMES) {
    source.addEventListener(name, (event) => {
      const detail = JSON.parse(event.data);
      if (name === 'hello') onState(true, detail.resumed);
      target.dispatchEvent(new CustomEvent(name, { detail }));
    });
  }
  source.onerror = () => {
    onState(false);
    if (source.readyState !== EventSource.CLOSED) return;
    setTimeout(() => listen(target, onState), 2000);
  };
}
