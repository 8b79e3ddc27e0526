/** Puts the page together: one document comes in, each part shows its piece of it. */
import * as actions from './actions.js';
import { announce } from './announce.js';
import * as breakdown from './breakdown.js';
import { redress } from './charts.js';
import * as content from './content.js';
import { $, attribute, text } from './dom.js';
import * as exported from './exports.js';
import * as failures from './failures.js';
import { follow } from './feed.js';
import { duration } from './format.js';
import * as limits from './limits.js';
import { notice } from './notices.js';
import * as run from './run.js';
import * as runs from './runs.js';
import * as service from './service.js';
import * as submit from './submit.js';
import * as theme from './theme.js';
import * as throughput from './throughput.js';
import * as token from './token.js';

let latest = null;
let connection = null;

/** The run in the address that there is not, once that was said. */
let missed = '';

/** The run in the address; without one, the newest that is under way, or the newest. */
function selected() {
  const asked = decodeURIComponent(location.hash.match(/^#run=(.+)$/)?.[1] ?? '');
  const all = latest.runs;
  const found = all.find(({ id }) => id === asked);
  if (asked && !found && asked !== missed) notice(`Run ${asked}`, { message: 'It is neither active nor one of the latest runs.', hint: 'ingest runs lists all; ingest inspect ID shows one.', code: 'no-such-run' });
  missed = found ? '' : asked;
  return found ?? all.find(({ state }) => state === 'running') ?? all[0];
}

function show() {
  // Nobody sees it: drawn when somebody does.
  if (!latest || document.hidden) return;
  const one = selected();
  service.show(latest);
  runs.show(latest.runs, latest.earlier_runs.runs, one?.id);
  if (!one) {
    run.hide();
    return;
  }
  run.show(one);
  actions.show(one);
  throughput.want(one);
  content.want(one);
  exported.want(one);
  breakdown.show(one);
  failures.want(one);
  document.title = `${one.state === 'running' ? `${Math.floor((100 * one.settled) / Math.max(1, one.rows))}% · ` : ''}MOS Ingest`;
}

function connected(state, since) {
  attribute($('connection'), 'data-state', state);
  const silent = duration((Date.now() - since) / 1000);
  text($('connection-text'), { live: 'live', connecting: 'connecting…', gone: `no reply for ${silent}` }[state]);
  if (state !== connection && connection !== null) {
    if (state === 'gone') announce('The service does not answer. The figures are not updated.');
    else if (connection === 'gone') announce('The service is back.');
  }
  connection = state;
}

theme.start(redress);
token.start();
actions.start();
failures.start();
limits.start();
submit.start((submitted) => {
  location.hash = `run=${submitted.id}`;
  announce(`Run ${submitted.id} is submitted.`);
});
// A click before now would do nothing.
for (const control of document.querySelectorAll('.bar-actions :disabled')) control.disabled = false;
window.addEventListener('hashchange', show);
document.addEventListener('visibilitychange', show);
follow((document_) => {
  latest = document_;
  show();
}, connected);
