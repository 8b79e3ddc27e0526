/** The failed clips of the run that is shown: filtered, a page at a time, and taken up again as selected. */
import { confirm, isEnded, move } from './actions.js';
import { get } from './api.js';
import { $, attribute, element, keyed, shown, text } from './dom.js';
import { count, counted, host, moment } from './format.js';
import { attempt } from './notices.js';
import { refresher } from './refresh.js';

const PAGE = 50;
/** As many names as surely fit into a request. */
const MOST_PICKED = 300;

const picked = new Set();
let run = null;
let offset = 0;
let total = 0;
let listed = [];
let typing = 0;

const load = (id) => find(id, PAGE, offset);

function find(id, limit, from) {
  const asked = new URLSearchParams({ limit, offset: from });
  if ($('failures-reason').value) asked.set('reason', $('failures-reason').value);
  if ($('failures-text').value) asked.set('text', $('failures-text').value);
  return get(`/runs/${encodeURIComponent(id)}/failures?${asked}`);
}

function make(failure) {
  const box = element('input', { type: 'checkbox', 'aria-label': `Select ${failure.name}` });
  box.addEventListener('change', () => {
    if (box.checked) picked.add(failure.name);
    else picked.delete(failure.name);
    buttons();
  });
  const cell = (name = '') => element('td', name ? { class: name } : {});
  const pick = cell('pick');
  pick.append(box);
  return element('tr', {}, pick, cell('num'), cell(), cell(), cell(), cell());
}

function update(row, failure) {
  const [pick, index, name, reason, from, at] = row.children;
  pick.firstElementChild.checked = picked.has(failure.name);
  text(index, count(failure.row));
  text(name, failure.name);
  text(reason, failure.reason);
  text(from, host(failure.url));
  attribute(from, 'title', failure.url);
  text(at, moment(failure.at_utc));
}

function show(found) {
  // The last page may have gone meanwhile.
  if (found.total > 0 && found.offset >= found.total) {
    offset = Math.floor((found.total - 1) / PAGE) * PAGE;
    return 'more';
  }
  total = found.total;
  listed = found.failures;
  keyed($('failures-rows'), listed, (failure) => `${failure.row} ${failure.name}`, make, update);
  shown($('failures-empty'), total === 0);
  shown($('failures'), total > 0);
  buttons();
  return 'all';
}

const loading = refresher(load, show, 5_000);

/** A reason's fixed word, as a pattern that finds it and nothing else. */
const pattern = (word) => `^${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(:|$)`;

function buttons() {
  const last = Math.min(offset + PAGE, total);
  text($('page-text'), total > 0 ? `${count(offset + 1)}–${count(last)} of ${count(total)}` : '–');
  $('page-back').disabled = offset === 0;
  $('page-on').disabled = last >= total;
  const onPage = listed.filter((failure) => picked.has(failure.name)).length;
  $('failures-all').checked = listed.length > 0 && onPage === listed.length;
  $('failures-all').indeterminate = onPage > 0 && onPage < listed.length;

  const ended = run !== null && isEnded(run) && !run.elsewhere;
  const reason = $('failures-reason').value;
  $('retry-selected').disabled = !ended || picked.size === 0 || picked.size > MOST_PICKED;
  text($('retry-selected'), picked.size > 0 ? `Retry ${count(picked.size)} selected` : 'Retry selected');
  const named = $('failures-text').value !== '';
  shown($('retry-reason'), ended && (named || reason !== ''));
  $('retry-reason').disabled = named && (total === 0 || total > MOST_PICKED);
  text($('retry-reason'), named ? `Retry these ${count(total)}` : `Retry all ${reason}`);
  text($('failures-hint'), hint(ended));
}

function hint(ended) {
  if (total === 0 && picked.size === 0) return '';
  if (!ended) return 'Clips can be retried once the run has ended.';
  if (picked.size > MOST_PICKED || ($('failures-text').value && total > MOST_PICKED)) return `At most ${MOST_PICKED} clips can be selected or found by name at a time; a reason takes any number.`;
  const rest = run.rows - run.settled;
  return rest > 0 ? `A retry also continues the ${counted(rest, 'row')} that the run has not settled.` : '';
}

function reasons() {
  const select = $('failures-reason');
  const words = ['', ...Object.keys(run.failures).filter((word) => run.failures[word] > 0 || word === select.value)];
  if (select.value && !words.includes(select.value)) words.push(select.value);
  keyed(select, words, (word) => word, (word) => element('option', { value: word }), (option, word) => {
    text(option, word === '' ? 'all' : `${word} (${count(run.failures[word] ?? 0)})`);
  });
}

/** Shows the run's failures; another run's selection is forgotten. */
export function want(next) {
  if (run?.id !== next.id) {
    picked.clear();
    offset = 0;
    $('failures-text').value = '';
    $('failures-reason').value = '';
  }
  run = next;
  reasons();
  buttons();
  loading.want(run.id, `${JSON.stringify(run.failures)} ${run.state}`);
}

function page(to) {
  offset = Math.max(0, to);
  document.querySelector('.table-scroll').scrollTop = 0;
  loading.again();
}

async function retry(body, said) {
  const asked = run;
  const after = await move(asked, 'retry', body, said);
  if (after) {
    picked.clear();
    buttons();
  }
}

/** Retries all that the list's filters find, on whatever page: asked for by name, so that both filters hold. */
async function retryFound() {
  const asked = run;
  const found = await attempt('Cannot list the failed clips', () => find(asked.id, MOST_PICKED, 0));
  if (!found || run?.id !== asked.id) return;
  const names = found.failures.map(({ name }) => name);
  if (names.length === 0) return;
  if (await confirm('Retry the listed clips?', `${counted(names.length, 'clip')} will be retried.`, 'Retry them')) {
    await retry({ clips: names }, `${counted(names.length, 'clip')} will be retried.`);
  }
}

export function start() {
  $('failures-filter').addEventListener('submit', (event) => event.preventDefault());
  $('failures-reason').addEventListener('change', () => page(0));
  $('failures-text').addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(() => page(0), 250);
  });
  $('page-back').addEventListener('click', () => page(offset - PAGE));
  $('page-on').addEventListener('click', () => page(offset + PAGE));
  $('failures-all').addEventListener('change', (event) => {
    listed.forEach(({ name }) => (event.target.checked ? picked.add(name) : picked.delete(name)));
    [...$('failures-rows').children].forEach((row, i) => update(row, listed[i]));
    buttons();
  });
  $('retry-selected').addEventListener('click', () => retry({ clips: [...picked] }, `${counted(picked.size, 'clip')} will be retried.`));
  $('retry-reason').addEventListener('click', async () => {
    if ($('failures-text').value) {
      await retryFound();
      return;
    }
    const word = $('failures-reason').value;
    if (await confirm(`Retry all ${word}?`, `${counted(run.failures[word] ?? 0, 'clip')} will be retried.`, 'Retry them')) {
      await retry({ reason: pattern(word) }, `All clips with ${word} will be retried.`);
    }
  });
}
