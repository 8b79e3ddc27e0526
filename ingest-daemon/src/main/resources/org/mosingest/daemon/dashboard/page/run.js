/** The run that is shown: where it stands, in figures. */
import { get } from './api.js';
import { $, attribute, element, shown, text } from './dom.js';
import { told } from './fields.js';
import { bytes, count, duration, percent, rate, when } from './format.js';
import * as activity from './activity.js';
import { isStalled, showMeter, showState, stalledBy, title } from './runs.js';

let optionsOf = null;

function note(run) {
  if (isStalled(run)) return ['warn', stalledBy(run)];
  if (run.state === 'failed') return ['bad', told(run, 'note') || 'The run failed.'];
  if (run.note) return [run.state === 'running' || run.state === 'queued' ? 'warn' : 'info', told(run, 'note')];
  return ['none', `${run.elsewhere ? 'Runs in another process. ' : ''}Writes to ${run.output}`];
}

function eta(run) {
  if (run.finished_at_utc) return ['ended', when(run.finished_at_utc)];
  if (run.eta_s === null) return ['to go', run.state === 'running' ? 'not known yet' : '–'];
  return ['to go', duration(run.eta_s)];
}

export function show(run) {
  shown($('run'), true);
  text($('run-title'), title(run));
  showState($('run-state'), run);
  const [kind, said] = note(run);
  attribute($('run-note'), 'data-kind', kind);
  text($('run-note'), said);

  const share = run.settled / Math.max(1, run.rows);
  const [etaLabel, etaText] = eta(run);
  const ended = Boolean(run.finished_at_utc);
  // At work: a night that it was paused is no part of it.
  const seconds = Math.max(1, run.active_s);
  attribute($('run-bar'), 'aria-valuenow', Math.floor(share * 100));
  showMeter($('run-bar'), run);
  const figures = {
    'run-percent': percent(share),
    'run-settled': count(run.settled),
    'run-rows': count(run.rows),
    'run-eta-label': etaLabel,
    'run-eta': etaText,
    'run-written': count(run.written),
    'run-there': count(run.already_in_output),
    'run-dedups': count(run.dedups - run.already_in_output),
    'run-failed': count(run.download_failed),
    'run-broken': count(run.broken),
    'run-rest': count(run.rows - run.settled),
    'run-rate-label': ended ? 'Rate overall' : 'Rate',
    'run-rate': rate(ended ? run.settled / seconds : run.clips_per_s),
    'run-bytes-rate-label': ended ? 'Transfer overall' : 'Transfer',
    'run-bytes-rate': `${bytes(ended ? run.bytes_downloaded / seconds : run.bytes_per_s)}/s`,
    'run-bytes': bytes(run.bytes_downloaded),
    'run-resumed': bytes(run.bytes_resumed),
    'run-attrition': percent(run.attrition_pct),
    'run-waiting': count(run.waiting),
    'run-took-label': run.finished_at_utc ? 'Took' : 'Running for',
    'run-took': run.started_at_utc ? duration(seconds) : '–',
    'run-started': when(run.started_at_utc),
  };
  Object.entries(figures).forEach(([id, value]) => text($(id), value));
  shown($('run-there-item'), run.already_in_output > 0);
  shown($('run-waiting-item'), !ended);
  activity.show(run);
  options(run.id);
}

/** They never change: asked for once for each run. */
async function options(id) {
  if (optionsOf === id) return;
  optionsOf = id;
  try {
    const run = await get(`/runs/${encodeURIComponent(id)}`);
    if (optionsOf !== id) return;
    $('run-options').replaceChildren(
      ...Object.entries(run.options).map(([name, value]) => element('div', {}, element('dt', {}, name.replaceAll('_', ' ')), element('dd', {}, value))),
    );
  } catch {
    optionsOf = null;
  }
}

export function hide() {
  shown($('run'), false);
}
