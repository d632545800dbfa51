// Times: how long ago, and in the title the exact moment with its zone.

import { h } from './dom.js';
import { dated, language, t } from './words.js';

const UNITS = [['year', 31536e6], ['month', 2592e6], ['day', 864e5], ['hour', 36e5], ['minute', 6e4], ['second', 1e3]];
const TICK_MS = 10e3;

const isDate = (date) => !Number.isNaN(date.valueOf());

function distance(date) {
  const away = date - Date.now();
  const [unit, length] = UNITS.find(([, ms]) => Math.abs(away) >= ms) ?? UNITS.at(-1);
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' }).format(Math.trunc(away / length), unit);
}

// A block may have any number as its time, also one that is no date: `raw` is shown then.
export function ago(date, raw = '') {
  if (!isDate(date)) return h('time', { title: String(raw) }, t('unknown'));
  return h('time', { datetime: date.toISOString(), title: exact(date), 'data-live': true }, distance(date));
}

export const exact = (date) => dated(date, { dateStyle: 'full', timeStyle: 'full' });

export const instant = (date) => dated(date, {
  year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'short',
});

export const ofBlock = (block) => new Date(Number(block.timestamp) * 1000);

export const iso = (date) => (isDate(date) ? date.toISOString() : '');

// Keeps what is shown true while the page stays open.
export const tick = () => setInterval(() => {
  for (const element of document.querySelectorAll('time[data-live]')) element.textContent = distance(new Date(element.dateTime));
}, TICK_MS);
