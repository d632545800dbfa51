// Words in the reader's language, and numbers and times as that language writes them.

import EN from './words.en.js';
import JA, { reasons as JA_REASONS } from './words.ja.js';

const KEPT = 'tsunagi-language';
const SPOKEN = ['en', 'ja'];

// A browser may forbid pages to keep anything.
function kept() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

export let language = SPOKEN.includes(kept()) ? kept() : (navigator.language.startsWith('ja') ? 'ja' : 'en');

export function speak(next) {
  language = next;
  try {
    localStorage.setItem(KEPT, next);
  } catch { /* The choice holds until this page is closed. */ }
}

// In English, one of a thing may need words of its own.
export function t(word, values = {}) {
  const words = language === 'ja' ? JA : EN;
  const one = String(values.n) === '1' ? words[`${word}_one`] : undefined;
  return (one ?? words[word] ?? word).replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
}

const MEMBERS = ['data', 'sender', 'receiver', 'amount', 'transactions'];

// A part of a request, named as the form names it: /transactions/1/amount is the amount of the second transaction.
function part({ pointer, parameter }) {
  const [, list, at, member] = /^\/(?:(transactions)\/(\d+)\/)?(\w+)$/.exec(pointer ?? '') ?? [];
  if (!MEMBERS.includes(member)) return pointer || parameter || t('data');
  return list ? `${t(member)} ${number(Number(at) + 1)}` : t(member);
}

// Members of a request and parameters of an address are refused in words of their own.
const OF_PARAMETER = { 'wrong-type': 'number_parameter', 'out-of-range': 'range_parameter' };

// What the node refused, in the reader's language: by its code, never by the node's own sentence.
export function told(problem) {
  if (problem.status === undefined) return t('page_failed');
  if (problem.status === 0) return t('lost');
  const word = OF_PARAMETER[problem.parameter && problem.code] ?? `problem-${problem.code}`;
  return Object.hasOwn(EN, word) ? t(word, { part: part(problem) }) : t('problem', { code: problem.code ?? '—', status: problem.status });
}

export const reason = (english) => (language === 'ja' ? JA_REASONS[english] : undefined) ?? english;

// A BigInt is written with all its digits.
export const number = (value, digits = 0) => new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value);

const SCALES = [[1e9, 'G'], [1e6, 'M'], [1e3, 'k'], [1, '']];

function scaled(value, unit) {
  const [scale, prefix] = SCALES.find(([size]) => value >= size) ?? [1, ''];
  return `${number(value / scale, value < 10 * scale ? 1 : 0)} ${prefix}${unit}`;
}

export const size = (bytes) => scaled(bytes, 'B');
export const rate = (perSecond) => scaled(perSecond, 'H/s');

// A length of time, to the unit that says most.
export function span(seconds) {
  if (seconds < 1) return t('span_ms', { n: number(seconds * 1000, seconds < 0.01 ? 1 : 0) });
  if (seconds < 120) return t('span_s', { n: number(seconds, seconds < 10 ? 1 : 0) });
  if (seconds < 7200) return t('span_min', { n: number(seconds / 60) });
  if (seconds < 172800) return t('span_h', { n: number(seconds / 3600) });
  return t('span_d', { n: number(seconds / 86400) });
}

export const dated = (date, style) => (Number.isNaN(date.valueOf()) ? t('unknown') : new Intl.DateTimeFormat(language, { hourCycle: 'h23', ...style }).format(date));
