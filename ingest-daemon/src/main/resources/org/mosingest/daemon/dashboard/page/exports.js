/** What has been exported of the run that is shown: files, how far those under way are, and a way to end them. */
import { announce } from './announce.js';
import { get, post } from './api.js';
import { $, attribute, element, keyed, shown, text } from './dom.js';
import { told } from './fields.js';
import { bytes, count, percent } from './format.js';
import { attempt } from './notices.js';
import { refresher } from './refresh.js';

const MOST_FILES = 4;
/** Exports that others ask for are seen after that many milliseconds. */
const LOOK_EVERY = 10_000;

const isOpen = ({ state }) => state === 'queued' || state === 'running';
const address = (run, id) => `/runs/${encodeURIComponent(run)}/exports${id === undefined ? '' : `/${encodeURIComponent(id)}`}`;

function rows(one) {
  if (one.state === 'running' && one.rows) return `${count(one.rows_done)} of ${count(one.rows)} (${percent(one.rows_done / one.rows)})`;
  return one.rows === null ? '–' : count(one.rows);
}

function files(one) {
  if (one.files.length === 0) return [one.output];
  const some = one.files.slice(0, MOST_FILES).map(({ path, part, size_bytes, there }) => `${path}${part ? `, ${part}` : ''}: ${there ? bytes(size_bytes) : 'missing or of another size'}`);
  if (one.files.length > MOST_FILES) some.push(`and ${count(one.files.length - MOST_FILES)} more, ${bytes(one.files.reduce((sum, file) => sum + file.size_bytes, 0))} in all`);
  return some;
}

function make(run) {
  const end = element('button', { type: 'button' }, 'Cancel');
  const row = element('tr', {}, element('td'), element('td'), element('td', {}, element('b'), element('div', { class: 'quiet' })), element('td', { class: 'num' }), element('td', { class: 'files' }), element('td', {}, end));
  end.addEventListener('click', async () => {
    const id = row.dataset.export;
    if (await attempt(`Cannot cancel export ${id}`, () => post(`${address(run, id)}/cancel`))) {
      announce(`Export ${id} is cancelled.`);
      loading.again();
    }
  });
  return row;
}

function update(row, run, one) {
  const [format, split, state, rowsOf, filesOf, end] = row.children;
  if (one.id === null) {
    text(format, one.format);
  } else if (!format.firstElementChild) {
    format.append(element('a', { href: address(run, one.id) }, one.format));
  }
  row.dataset.export = one.id ?? '';
  text(split, one.split || (one.split === null ? '–' : 'none'));
  text(state.children[0], one.state);
  text(state.children[1], told(one, 'note'));
  text(rowsOf, rows(one));
  attribute(filesOf, 'title', one.files.slice(0, MOST_FILES).map(({ sha256 }) => `SHA-256 ${sha256}`).join('\n'));
  keyed(filesOf, files(one), (line) => line, () => element('div'), text);
  shown(end.firstElementChild, isOpen(one) && one.id !== null);
}

function show({ exports: all }, run) {
  shown($('exports'), all.length > 0);
  text($('exports-count'), all.length > 0 ? count(all.length) : '');
  keyed($('exports-rows'), all, (one) => `${run} ${one.id ?? one.record}`, () => make(run), (row, one) => update(row, run, one));
  return all.some(isOpen) ? 'more' : 'all';
}

const loading = refresher((id) => get(address(id)), show, 3_000);

export const want = (run) => loading.want(run.id, `${run.state} ${Math.floor(Date.now() / LOOK_EVERY)}`);
