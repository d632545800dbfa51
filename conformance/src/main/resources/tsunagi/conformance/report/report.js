'use strict';
const rows = [...document.querySelectorAll('.scenario')];
const search = document.querySelector('#search');
const buttons = [...document.querySelectorAll('.filters button')];
function show() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const on = kind => buttons.filter(b => b.dataset.kind === kind && b.getAttribute('aria-pressed') === 'true').map(b => b.dataset.value);
  const verdicts = on('verdict'), levels = on('level');
  let shown = 0;
  for (const row of rows) {
    const fits = words.every(w => row.dataset.text.includes(w))
      && (!verdicts.length || verdicts.includes(row.dataset.verdict))
      && (!levels.length || levels.includes(row.dataset.level));
    row.hidden = !fits;
    if (fits) shown++;
  }
  document.querySelector('#none').hidden = shown > 0;
}
search.addEventListener('input', show);
for (const button of buttons) button.addEventListener('click', () => {
  button.setAttribute('aria-pressed', button.getAttribute('aria-pressed') !== 'true');
  show();
});
const mutants = [...document.querySelectorAll('.mutants tbody tr')];
const mutantSearch = document.querySelector('#mutant-search');
function showMutants() {
  const words = mutantSearch.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const row of mutants) row.hidden = !words.every(w => row.dataset.text.includes(w));
  const shown = mutants.filter(row => !row.hidden).length;
  document.querySelector('#mutant-count').textContent = `${shown} of ${mutants.length}`;
}
mutantSearch.addEventListener('input', showMutants);
showMutants();
function open() {
  const row = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (row) { row.open = true; row.scrollIntoView(); }
}
addEventListener('hashchange', open);
open();
