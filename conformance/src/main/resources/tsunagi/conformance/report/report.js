'use strict';
// Shows the reports in #data. All text goes into the page as text, never as HTML.
const {reports, mutants} = JSON.parse(document.getElementById('data').textContent);
const main = document.getElementById('report');
const heading = main.querySelector('h1');
const LEVELS = ['MUST', 'SHOULD', 'MAY', 'EXTENSION'];
const VERDICTS = ['pass', 'fail', 'inconclusive', 'skipped'];
const WORDS = {
  passed: 'pass', failed: 'FAIL', inconclusive: 'INCONCLUSIVE', skipped: 'skipped', left_out: 'skipped',
  unexpected_pass: 'PASS (listed as a failure)', expected_failure: 'fails as listed', flaky: 'flaky', listed_flaky: 'flaky as listed',
  tolerated: 'above the level asked for', partners_fault: 'fails by its partner',
};
const MIXED = '@';

function element(namespace, name, attributes, children) {
  const made = namespace ? document.createElementNS(namespace, name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined && value !== false) made.setAttribute(key, value);
  made.append(...children.flat(Infinity).filter(child => child !== undefined && child !== ''));
  return made;
}
const h = (name, attributes = {}, ...children) => element(null, name, attributes, children);
const svg = (name, attributes = {}, ...children) => element('http://www.w3.org/2000/svg', name, attributes, children);
const isUnexpected = one => one.judgement === 'failed' || one.judgement === 'unexpected_pass';
const nameOf = (report, implementation) => implementation === 'target' ? report.run.name : implementation;
const isMixed = one => one.id.includes(MIXED);

// One scenario in full.

function exchange(one) {
  const [left, column, row, top] = [78, 190, 30, 44];
  const ends = [...new Set([...one.wire.filter(e => e.to).flatMap(e => [e.from, e.to]), ...one.wire.map(e => e.from)])];
  const x = end => left + column / 2 + column * ends.indexOf(end);
  const height = top + row * one.wire.length + 24;
  const drawn = svg('svg', {width: left + column * ends.length, height, role: 'img', 'aria-label': 'Sequence diagram'});
  for (const end of ends) {
    drawn.append(
      svg('line', {class: 'life', x1: x(end), x2: x(end), y1: 30, y2: height - 8}),
      svg('rect', {class: 'box', x: x(end) - 42, y: 6, width: 84, height: 24, rx: 5}),
      svg('text', {class: 'end', x: x(end), y: 22, 'text-anchor': 'middle'}, end));
  }
  one.wire.forEach((event, i) => {
    const y = top + row * i + 18;
    const whole = event.kind === 'event' ? event.text : event.bytes;
    const label = (at, height) => {
      const words = event.text || whole;
      return svg('text', {x: at, y: height, 'text-anchor': 'middle'},
        words.length <= 27 ? words : words.slice(0, 26) + '…', svg('title', {}, `line ${event.line}: ${whole}`));
    };
    drawn.append(svg('text', {class: 't', x: 66, y: y + 4, 'text-anchor': 'end'}, `${(event.microseconds / 1000).toFixed(1)} ms`));
    const from = x(event.from);
    if (!event.to) return void drawn.append(label(from, y + 4));
    const to = x(event.to);
    const tip = to > from ? to - 7 : to + 7;
    drawn.append(svg('g', {class: one.line && event.line === one.line ? 'wrong' : event.kind, fill: 'none'},
      svg('line', {x1: from, x2: to, y1: y, y2: y}),
      svg('path', {'stroke-dasharray': 'none', d: `M${tip} ${y - 4}L${to} ${y}L${tip} ${y + 4}`})),
    label(from + Math.sign(to - from) * column / 2, y - 5));
  });
  return h('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Exchange'}, drawn);
}

/** The part of a side that differs, marked. */
function marked(row, side, other) {
  if (row.expected === row.actual) return [side];
  const from = row.character - 1;
  let end = 0;
  while (end < Math.min(side.length, other.length) - from && side[side.length - 1 - end] === other[other.length - 1 - end]) end++;
  const to = side.length - end;
  return from >= to ? [side] : [side.slice(0, from), h('mark', {}, side.slice(from, to)), side.slice(to)];
}

function compared(one) {
  if (one.verdict !== 'fail') return [];
  const actual = one.actual.length ? one.actual[0] : 'nothing';
  const rows = one.compared || [{member: 'frame', character: 1, expected: one.expected.join(' | ') || 'nothing', actual, whole: true}];
  return h('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Frames'}, h('table', {},
    h('tr', {}, h('td'), h('th', {}, 'expected'), h('th', {}, 'actual')),
    rows.map(row => h('tr', {class: row.whole || row.expected !== row.actual ? 'differs' : undefined}, h('td', {}, row.member),
      h('td', {}, row.whole ? row.expected : marked(row, row.expected, row.actual)),
      h('td', {}, row.whole ? row.actual : marked(row, row.actual, row.expected))))));
}

function transcript(one) {
  const killers = new Map(one.killers.map(killer => [killer.line, killer.mutants]));
  const faults = new Map(mutants.map(mutant => [mutant.id, mutant.fault]));
  return h('pre', {tabindex: 0}, one.source.map((text, i) => h('span', {class: i + 1 === one.line ? 'l bad' : 'l'},
    h('span', {class: 'n'}, String(i + 1)), text,
    (killers.get(i + 1) || []).map(mutant =>
      h('span', {class: 'kill', title: `fails a node that ${faults.get(mutant) || mutant}`}, mutant)))));
}

function details(report, one) {
  const words = new Map(report.rules.map(rule => [rule.number, rule.words]));
  const messages = [];
  if (one.reason) messages.push(one.verdict === 'fail' ? `line ${one.line}: ${one.reason}` : one.reason);
  if (one.fault) messages.push(`At fault: ${one.fault.node}${one.fault.implementation ? ` (${nameOf(report, one.fault.implementation)})` : ''} ${one.fault.reason}`);
  if (one.note) messages.push(one.note);
  return h('div', {class: 'body'},
    h('ul', {class: 'rules'}, one.rules.map(rule => h('li', {}, h('b', {}, rule), h('span', {}, words.get(rule) || '')))),
    messages.map(message => h('p', {class: 'message'}, message)),
    compared(one),
    one.source.length ? [h('h3', {}, 'Transcript'), transcript(one)] : [],
    one.wire.length ? [h('h3', {}, 'Exchange'), exchange(one)] : [],
    one.logs.map(log => h('details', {class: 'log', open: one.verdict !== 'pass' && ''}, h('summary', {}, `${log.node} printed last`),
      h('pre', {tabindex: 0}, log.text.split('\n').map(line => h('span', {class: 'l'}, line))))),
    one.rounds ? [h('h3', {}, 'Rounds'), h('ol', {}, one.rounds.map(round => h('li', {}, `${WORDS[round.judgement]} ${round.reason}`)))] : []);
}

/** Fills a details element when it is opened for the first time: a page with all of them is slow. */
function filledWhenOpen(box, fill) {
  const once = () => { if (box.open && !box.dataset.filled) { box.dataset.filled = 'yes'; box.append(fill()); } };
  box.addEventListener('toggle', once);
  if (box.hasAttribute('open')) { box.dataset.filled = 'yes'; box.append(fill()); }
  return box;
}

// Search and filters above a list of rows. A row tells its words, verdicts and levels by data attributes.

function filters(rows, none, extra = []) {
  const search = h('input', {id: 'search', type: 'search', placeholder: 'id, title, rule, mutant', 'aria-label': 'Search'});
  const button = (kind, value) => h('button', {type: 'button', 'aria-pressed': 'false', 'data-kind': kind, 'data-value': value}, value.toLowerCase());
  const buttons = [...extra.map(one => button('extra', one)), ...VERDICTS.map(one => button('verdict', one)), ...LEVELS.map(one => button('level', one))];
  const show = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const on = kind => buttons.filter(b => b.dataset.kind === kind && b.getAttribute('aria-pressed') === 'true').map(b => b.dataset.value);
    const fits = (wanted, has) => !wanted.length || wanted.some(one => (has || '').split(' ').includes(one));
    let shown = 0;
    for (const row of rows) {
      row.hidden = !(words.every(word => row.dataset.text.includes(word)) && fits(on('verdict'), row.dataset.verdict)
        && fits(on('level'), row.dataset.level) && fits(on('extra'), row.dataset.extra));
      if (!row.hidden) shown++;
    }
    none.hidden = shown > 0;
    for (const group of document.querySelectorAll('[data-group]')) {
      const own = rows.filter(row => row.dataset.of === group.dataset.group);
      group.hidden = own.every(row => row.hidden);
    }
  };
  search.addEventListener('input', show);
  for (const one of buttons) one.addEventListener('click', () => {
    one.setAttribute('aria-pressed', one.getAttribute('aria-pressed') !== 'true');
    show();
  });
  return h('div', {class: 'filters'}, search, buttons);
}

const searched = one => [one.id, one.title, ...one.rules, ...one.kills].join(' ').toLowerCase();

function about(report) {
  const run = report.run;
  const rows = [['target', run.target], ['version', run.version], ['kit', run.kit], ['level', run.level], ['started', run.started],
    ['command line', run.flags.join(' ')], ['transcripts (SHA-256)', run.transcripts], ['machine', run.host]].filter(([, value]) => value);
  if (!rows.length) return [];
  return h('details', {class: 'about'}, h('summary', {}, 'About this run'),
    h('dl', {}, rows.map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])));
}

function proof(report) {
  const mood = report.status === 0 ? 'proof' : report.status === 1 ? 'proof bad' : 'proof open';
  const first = report.firstCheck.length ? h('pre', {class: 'first'}, [
    'The first check found a fault that makes most scenarios fail. Begin with it:',
    ...report.firstCheck.flatMap(one => [`  ${one.rule.padEnd(4)} ${one.fault}`, one.advice && `       ${one.advice}`].filter(Boolean)),
    ...report.setAside.map(words => `       Scenarios about other rules set this aside, so that you see their other faults: ${words}.`),
  ].join('\n')) : [];
  return [h('p', {class: mood}, report.proof), first];
}

// One run.

function scenario(report, one) {
  const box = h('details', {class: 'scenario', id: one.id, 'data-verdict': one.verdict, 'data-level': one.level,
    'data-text': searched(one), open: isUnexpected(one) && ''},
    h('summary', {}, h('span', {class: 'id'}, one.id, h('small', {}, one.title)),
      LEVELS.map(level => h('span', {class: `cell ${one.verdict}`, 'data-level': level}, level === one.level ? WORDS[one.judgement] : '')),
      h('span', {class: 'time'}, String(one.milliseconds))));
  return filledWhenOpen(box, () => details(report, one));
}

function coverage(report) {
  if (!report.rules.length) return [];
  return [h('h2', {}, 'Rules'), h('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Rules'}, h('table', {class: 'coverage'},
    report.rules.map(rule => h('tr', {}, h('td', {}, rule.number), h('td', {}, rule.words),
      h('td', {}, report.scenarios.filter(one => one.rules.includes(rule.number))
        .flatMap((one, i) => [i ? h('br') : '', h('a', {class: one.verdict, href: `#${one.id}`}, one.id)]))))))];
}

function wrongNodes(report) {
  const played = new Set(report.scenarios.map(one => one.id));
  const count = h('output', {id: 'mutant-count'});
  const search = h('input', {id: 'mutant-search', type: 'search', placeholder: 'mutant, fault, rule, scenario', 'aria-label': 'Search mutants'});
  const rows = mutants.map(mutant => h('tr', {'data-text': [mutant.id, mutant.fault, mutant.rules, ...mutant.failsAt.map(kill => kill.scenario)].join(' ').toLowerCase()},
    h('td', {}, h('b', {}, mutant.id), h('small', {}, mutant.fault)), h('td', {}, mutant.rules),
    h('td', {}, mutant.failsAt.map(kill => h('span', {class: 'place'},
      played.has(kill.scenario) ? h('a', {href: `#${kill.scenario}`}, kill.scenario) : kill.scenario, ' ', h('code', {}, kill.words))))));
  const show = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const row of rows) row.hidden = !words.every(word => row.dataset.text.includes(word));
    count.textContent = `${rows.filter(row => !row.hidden).length} of ${rows.length}`;
  };
  search.addEventListener('input', show);
  show();
  return h('section', {}, h('h2', {id: 'mutants'}, 'Mutants'),
    h('p', {class: 'lead'}, `The transcripts find ${mutants.length} mutants: nodes that are wrong in one way each. A row has the lines that fail the mutant. `
      + 'This record is from the kit\'s own tests. It does not describe the node under test.'),
    h('div', {class: 'filters'}, search, count),
    h('table', {class: 'mutants'}, h('thead', {}, h('tr', {}, h('th', {}, 'mutant'), h('th', {}, 'rules'), h('th', {}, 'fails at'))), h('tbody', {}, rows)));
}

/** What needs somebody's attention comes first. Otherwise the order is that of the run. */
const rank = one => isUnexpected(one) ? 0 : one.judgement === 'inconclusive' ? 1 : 2;

function oneRun(report) {
  const rows = [...report.scenarios].sort((a, b) => rank(a) - rank(b)).map(one => scenario(report, one));
  const none = h('p', {id: 'none', hidden: ''}, 'No scenario matches.');
  const count = level => report.scenarios.filter(one => one.level === level);
  return [heading, proof(report), about(report),
    h('section', {}, h('h2', {}, 'Scenarios'), filters(rows, none),
      h('div', {class: 'head'}, h('span', {}, 'scenario'), LEVELS.map(level =>
        h('span', {}, `${level} ${count(level).filter(one => one.verdict === 'pass').length}/${count(level).length}`)), h('span', {}, 'ms')),
      rows, none),
    coverage(report), wrongNodes(report)];
}
