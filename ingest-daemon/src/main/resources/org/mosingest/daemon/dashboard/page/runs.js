/** The list of runs. */
import { announce } from './announce.js';
import { $, attribute, element, keyed, shown, text, width } from './dom.js';
import { count, duration, percent, rate } from './format.js';

const before = new Map();

/** Whether nothing settles though it should, as far as the service tells. */
export const isStalled = (run) => Boolean(run.stalled);

/** The clip that a stalled run waits for longest, and in which stage; with details that change by the second, if wanted. */
function stall(run, withDetail) {
  const [clip, ...others] = run.stalled.clips ?? [];
  if (!clip) return 'No clip has finished for a while.';
  const more = others.length > 0 ? ` and ${others.length} more` : '';
  const detail = withDetail && clip.detail ? ` (${clip.detail})` : '';
  return `Stalled at ${clip.name}${more}: ${clip.stage.replaceAll('-', ' ')}${detail}.`;
}

/** What a stalled run is shown to wait for. */
export const stalledBy = (run) => stall(run, true);

/** What a run is called aloud. */
export const title = (run) => `Run ${run.id} · ${run.label ? `${run.label} · ` : ''}${run.corpus}`;

export function showState(node, run) {
  const state = isStalled(run) ? 'stalled' : run.state;
  attribute(node, 'data-state', state);
  text(node.querySelector('.word'), state);
}

export function showMeter(node, run) {
  const total = Math.max(1, run.rows);
  const [written, there, dedups, waiting, broken, failed] = node.children;
  width(written, run.written / total);
  width(there, run.already_in_output / total);
  width(dedups, (run.dedups - run.already_in_output) / total);
  // What is known and waits for an earlier row's line has its part of the bar.
  width(waiting, run.waiting / total);
  width(broken, run.broken / total);
  width(failed, run.download_failed / total);
}

function make() {
  const line = () => element('span', { class: 'line' });
  const [head, meter, small] = [line(), element('span', { class: 'meter', 'aria-hidden': 'true' }), element('span', { class: 'small line' })];
  head.append(
    element('span', { class: 'name' }),
    element('span', { class: 'state' }, element('span', { class: 'shape', 'aria-hidden': 'true' }), element('span', { class: 'word' })),
  );
  meter.append(...['written', 'there', 'dedups', 'waiting', 'broken', 'failed'].map((name) => element('i', { class: name })));
  small.append(element('span', {}), element('span', {}));
  const folder = element('span', { class: 'folder' });
  return element('li', {}, element('a', { class: 'run-card' }, head, folder, meter, small));
}

function pace(run) {
  if (run.state !== 'running') return run.state === 'completed' ? `${count(run.download_failed + run.broken)} lost` : '';
  return run.eta_s === null ? `${rate(run.clips_per_s)}/s` : `${rate(run.clips_per_s)}/s · ${duration(run.eta_s)} to go`;
}

function update(node, run, selected) {
  const card = node.firstElementChild;
  const [head, folder, meter, small] = card.children;
  attribute(card, 'href', `#run=${encodeURIComponent(run.id)}`);
  attribute(card, 'aria-current', run.id === selected);
  text(head.firstElementChild, title(run));
  showState(head.lastElementChild, run);
  // In the same place, so that the list does not move.
  const stalled = isStalled(run);
  attribute(folder, 'class', stalled ? 'folder stalled' : 'folder');
  text(folder, stalled ? stalledBy(run) : run.output.split('/').slice(-2).join('/'));
  attribute(folder, 'title', stalled ? stalledBy(run) : run.output);
  showMeter(meter, run);
  text(small.firstElementChild, `${percent(run.settled / Math.max(1, run.rows))} of ${count(run.rows)}`);
  text(small.lastElementChild, pace(run));
}

function tell(run) {
  const state = isStalled(run) ? stall(run, false) : run.state;
  const known = before.get(run.id);
  before.set(run.id, state);
  if (known !== undefined && known !== state) announce(isStalled(run) ? `Run ${run.id}: ${state}` : `Run ${run.id} is ${state}.`);
}

export function show(runs, earlier, selected) {
  keyed($('runs'), runs, (run) => run.id, make, (node, run) => update(node, run, selected));
  text($('runs-count'), runs.length > 0 ? count(runs.length + earlier) : '');
  text($('runs-earlier'), earlier > 0 ? `and ${count(earlier)} earlier: ingest runs lists them` : '');
  shown($('runs-empty'), runs.length === 0);
  runs.forEach(tell);
}
