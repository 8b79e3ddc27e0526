/** What can be done with the run that is shown. */
import { announce } from './announce.js';
import { post, remove } from './api.js';
import { $, shown, text } from './dom.js';
import { count, counted } from './format.js';
import { attempt } from './notices.js';

const ENDED = ['completed', 'failed', 'cancelled'];
let current = null;
/** Moves that the service has not answered yet: it takes a run some seconds to stand still. */
const underWay = new Set();

export const isEnded = (run) => ENDED.includes(run.state);

/** Asks before something that cannot be taken back. */
export function confirm(title, question, yes) {
  text($('confirm-title'), title);
  text($('confirm-text'), question);
  text($('confirm-yes'), yes);
  const dialog = $('confirm');
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
  });
}

/** Moves a run; what comes of it is shown by the next document. */
export const move = (run, what, body, said) => once(run, what, (path) => post(`${path}/${what}`, body), said);

async function once(run, what, ask, said) {
  const asked = `${run.id} ${what}`;
  if (underWay.has(asked)) return undefined;
  underWay.add(asked);
  try {
    const after = await attempt(`Cannot ${what} run ${run.id}`, () => ask(`/runs/${encodeURIComponent(run.id)}`));
    if (after) announce(said);
    return after;
  } finally {
    underWay.delete(asked);
  }
}

export function show(run) {
  current = run;
  const ended = isEnded(run);
  const lost = run.download_failed + run.broken;
  const rest = run.rows - run.settled;
  // One button for both, so that the focus stays where it is.
  // What another process carries out is stopped and repeated there.
  const here = !run.elsewhere;
  shown($('pause'), here && !ended && run.state !== 'interrupted');
  text($('pause'), run.state === 'paused' ? 'Resume' : 'Pause');
  shown($('cancel'), here && !ended);
  shown($('delete'), ended || (!here && run.state === 'interrupted'));
  shown($('retry'), here && ended && lost + rest > 0);
  text($('retry'), rest > 0 ? `Continue: ${count(lost + rest)} failed or not done` : lost === 1 ? 'Retry the failure' : `Retry all ${count(lost)} failures`);
}

export function start() {
  $('pause').addEventListener('click', () => {
    const what = current.state === 'paused' ? 'resume' : 'pause';
    move(current, what, undefined, `Run ${current.id}: ${what}d.`);
  });
  $('cancel').addEventListener('click', async () => {
    const run = current;
    if (await confirm(`Cancel run ${run.id}?`, `It ends at ${count(run.settled)} of ${counted(run.rows, 'row')}. What is done is kept, and the rest can be retried later.`, 'Cancel the run')) {
      await move(run, 'cancel', undefined, `Run ${run.id} is cancelled.`);
    }
  });
  $('delete').addEventListener('click', async () => {
    const run = current;
    if (await confirm(`Delete run ${run.id}?`, 'It leaves the list, with its failures. Rows, clips and all other files stay.', 'Delete the run')) {
      if ((await once(run, 'delete', remove, `Run ${run.id} is deleted.`)) && location.hash) location.hash = '';
    }
  });
  $('retry').addEventListener('click', async () => {
    const run = current;
    const lost = run.download_failed + run.broken;
    const rest = run.rows - run.settled;
    const what = rest > 0 ? `${counted(lost, 'failed clip')} and ${counted(rest, 'row that is not done', 'rows that are not done')}` : lost === 1 ? 'The failed clip' : `All ${count(lost)} failed clips`;
    if (await confirm(`Retry run ${run.id}?`, `${what} will be retried, whatever the list below shows.`, 'Retry them')) {
      await move(run, 'retry', undefined, `Run ${run.id} is queued again.`);
    }
  });
}
