'use strict';
// Several runs next to each other.

// Where a rule comes from: [observed], [decided].
const MARKED = /\s*\[(?:observed|decided|read)[^\]]*\]/g;
const MARKS = {pass: '✓', fail: '✗', inconclusive: '?', skipped: '–'};
const label = (report, i) => reports.filter(other => other.run.name === report.run.name).length > 1
  ? `${report.run.name} (${report.run.started.slice(0, 16).replace('T', ' ') || i + 1})` : report.run.name;

function showCase(report, one) {
  const shown = document.getElementById('shown');
  shown.replaceChildren(h('div', {class: 'shown-head'}, h('h2', {}, `${report.run.name}: ${one.id}`),
    h('button', {type: 'button', id: 'close'}, 'close')), h('p', {class: 'lead'}, `${one.level} · ${one.title} · ${WORDS[one.judgement]} · ${one.milliseconds} ms`),
    details(report, one));
  shown.hidden = false;
  const from = document.activeElement;
  document.getElementById('close').addEventListener('click', () => { shown.hidden = true; if (from) from.focus(); });
  shown.scrollIntoView();
  shown.focus();
}

function cell(report, one) {
  if (!one) return h('td', {class: 'of'}, h('span', {class: 'skipped', title: 'not selected in this run'}, ' '));
  const words = WORDS[one.judgement];
  const button = h('button', {type: 'button', class: `mark ${one.verdict} ${one.judgement}`, title: `${report.run.name}: ${words}${one.reason ? ': ' + one.reason : ''}`,
    'aria-label': `${report.run.name}, ${one.id}: ${words}`}, MARKS[one.verdict], one.judgement === 'passed' ? '' : h('small', {}, words));
  button.addEventListener('click', () => showCase(report, one));
  return h('td', {class: 'of'}, button);
}

function table() {
  const byId = new Map();
  reports.forEach((report, column) => report.scenarios.filter(one => !isMixed(one)).forEach(one => {
    if (!byId.has(one.id)) byId.set(one.id, {one, cells: []});
    byId.get(one.id).cells[column] = one;
  }));
  const key = rule => rule.split('.').map(part => part.padStart(3, '0')).join('.');
  const groups = new Map();
  for (const entry of byId.values()) {
    const rule = entry.one.rules[0] || '';
    if (!groups.has(rule)) groups.set(rule, []);
    groups.get(rule).push(entry);
  }
  const words = new Map(reports.flatMap(report => report.rules.map(rule => [rule.number, rule.words])));
  const rows = [];
  const bodies = [...groups.keys()].sort((a, b) => key(a).localeCompare(key(b))).map(rule => {
    const own = groups.get(rule).sort((a, b) => a.one.id.localeCompare(b.one.id)).map(({one, cells}) => {
      const verdicts = [...new Set(cells.filter(Boolean).map(each => each.verdict))];
      const differ = new Set(reports.map((_, i) => cells[i] ? cells[i].verdict : '')).size > 1;
      const row = h('tr', {'data-of': rule, 'data-text': searched(one), 'data-verdict': verdicts.join(' '), 'data-level': one.level, 'data-extra': differ ? 'differs' : ''},
        h('th', {scope: 'row'}, one.id, h('small', {}, `${one.level} · ${one.title}`)), reports.map((report, i) => cell(report, cells[i])));
      rows.push(row);
      return row;
    });
    return h('tbody', {}, h('tr', {class: 'rule', 'data-group': rule}, h('th', {colspan: reports.length + 1, scope: 'rowgroup'},
      h('b', {}, rule || 'no rule'), ' ', ((words.get(rule) || '').replace(MARKED, '').match(/^[^\n]*?(?:[.:](?=\s|$)|$)/m) || [''])[0])), own);
  });
  const none = h('p', {id: 'none', hidden: ''}, 'No scenario matches.');
  return h('section', {}, h('h2', {id: 'table'}, 'Scenarios by rule'),
    h('p', {class: 'lead'}, 'Each implementation alone, without networks of several.'), filters(rows, none, ['differs']),
    h('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Scenarios by rule'}, h('table', {class: 'many'},
      h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, 'scenario'), reports.map((report, i) => h('th', {scope: 'col'}, label(report, i))))), bodies)), none);
}

/** Networks of two implementations: what each is to blame for next to each other. */
function pairs() {
  const seen = new Set(); // A network stands in the reports of both.
  const mixed = reports.flatMap(report => report.scenarios.filter(isMixed).filter(one => one.verdict !== 'skipped').map(one => {
    const [scenario, players] = one.id.split(MIXED);
    const names = players.split('+').map(name => nameOf(report, name));
    return {report, one, names, network: `${scenario}@${names.join('+')}`,
      culprit: one.fault && one.fault.implementation ? nameOf(report, one.fault.implementation) : ''};
  })).filter(({network}) => !seen.has(network) && seen.add(network));
  if (!mixed.length) return [];
  const names = [...new Set([...reports.map(report => report.run.name), ...mixed.flatMap(each => each.names)])];
  const pair = (row, column) => {
    if (row === column) {
      const own = reports.filter(report => report.run.name === row)
        .flatMap(report => report.scenarios.filter(one => !isMixed(one) && one.nodes.length > 1 && one.verdict !== 'skipped').map(one => ({report, one})));
      return {all: own, bad: own.filter(({one}) => one.verdict !== 'pass')};
    }
    const all = mixed.filter(each => each.names.includes(row) && each.names.includes(column));
    return {all, bad: all.filter(each => each.one.verdict !== 'pass' && (each.culprit === row || !each.culprit))};
  };
  const shown = (row, column) => {
    const {all, bad} = pair(row, column);
    if (!all.length) return h('td', {class: 'of'}, h('span', {class: 'skipped'}, '–'));
    const unclear = bad.filter(each => each.culprit === '').length;
    const passed = all.filter(({one}) => one.verdict === 'pass').length;
    const words = bad.length ? `✗ ${bad.length} of ${all.length}` : passed === all.length ? `✓ ${passed}` : `${passed ? '✓ ' : ''}${passed} of ${all.length}`;
    const box = h('details', {class: 'pair'}, h('summary', {class: bad.length ? (unclear === bad.length && row !== column ? 'inconclusive' : 'fail') : 'pass'}, words),
      h('ul', {}, bad.map(({report, one}) => {
        const link = h('button', {type: 'button', class: 'link'}, one.id.split(MIXED)[0]);
        link.addEventListener('click', () => showCase(report, one));
        return h('li', {}, link, ' ', one.fault ? `${one.fault.node} ${one.fault.reason}` : one.reason);
      })));
    return h('td', {class: 'of'}, bad.length ? box : h('span', {class: passed ? 'pass' : 'skipped'}, words));
  };
  return h('section', {}, h('h2', {id: 'pairs'}, 'Each with each'),
    h('p', {class: 'lead'}, 'Networks of two implementations. A row shows the failures (✗) of that implementation next to the one of the column. '
      + 'Without a failure of its own, it shows how many networks passed (✓). Failures of unknown cause stand in both rows. On the diagonal an implementation runs alone.'),
    h('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Each with each'}, h('table', {class: 'many pairs'},
      h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, 'failures of'), names.map(name => h('th', {scope: 'col'}, `with ${name}`)))),
      h('tbody', {}, names.map(row => h('tr', {}, h('th', {scope: 'row'}, row), names.map(column => shown(row, column))))))));
}

function manyRuns() {
  return [heading, reports.map((report, i) => h('section', {}, h('h2', {}, label(report, i)), proof(report), about(report))),
    h('section', {id: 'shown', tabindex: -1, hidden: ''}), pairs(), table()];
}

main.replaceChildren(...(reports.length === 1 ? oneRun(reports[0]) : manyRuns()).flat(Infinity));
function openNamed() {
  const row = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (row && row.tagName === 'DETAILS') { row.open = true; row.scrollIntoView(); }
}
addEventListener('hashchange', openNamed);
openNamed();
