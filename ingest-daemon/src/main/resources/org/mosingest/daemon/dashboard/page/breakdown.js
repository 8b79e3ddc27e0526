/** Where the failures come from. */
import { get } from './api.js';
import { ranking } from './charts.js';
import { $, text } from './dom.js';
import { count, counted, percent } from './format.js';
import { refresher } from './refresh.js';

const MOST = 9;
const reasons = ranking($('lost'), 'Failures by reason', ['Reason', 'Clips', 'Share'], 'failed');
const hosts = ranking($('lost'), 'Failures by host', ['Host', 'Clips', 'Mostly'], 'failed');

/** The first ones, and the sum of the others. */
function top(entries, others = 0) {
  const first = entries.slice(0, MOST);
  const rest = entries.slice(MOST).reduce((sum, [, n]) => sum + n, others);
  return rest > 0 ? [...first, ['others', rest]] : first;
}

function byReason(run) {
  const entries = Object.entries(run.failures).filter(([, n]) => n > 0).sort(([a, m], [b, n]) => n - m || a.localeCompare(b));
  const total = entries.reduce((sum, [, n]) => sum + n, 0);
  const shown = top(entries);
  reasons.show(shown.map(([name]) => name), [shown.map(([, n]) => n)], {
    table: entries.map(([name, n]) => [name, count(n), percent(n / total)]),
    short: entries.length > 0 ? counted(entries.length, 'reason') : '',
    say: `Most often ${entries[0]?.[0]}, ${counted(entries[0]?.[1] ?? 0, 'clip')}.`,
  });
}

function byHost(found) {
  const name = (host) => host || 'no URL';
  const entries = found.hosts.map(({ host, failures }) => [name(host), failures]);
  const shown = top(entries);
  hosts.show(shown.map(([host]) => host), [shown.map(([, n]) => n)], {
    table: found.hosts.map(({ host, failures, reasons: why }) => [name(host), count(failures), Object.entries(why).sort(([, m], [, n]) => n - m)[0][0]]),
    short: found.total > 0 ? counted(found.total, 'host') : '',
    say: `The worst is ${entries[0]?.[0]}, with ${counted(entries[0]?.[1] ?? 0, 'clip')}.`,
  });
}

const loading = refresher((id) => get(`/runs/${encodeURIComponent(id)}/hosts`), byHost, 5_000);

export function show(run) {
  const lost = run.download_failed + run.broken;
  text($('lost-count'), lost > 0 ? `${count(lost)} of ${count(run.settled)} settled` : '');
  byReason(run);
  loading.want(run.id, JSON.stringify(run.failures));
}
