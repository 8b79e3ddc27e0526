/** The service itself: how busy its pools are, and its disk. */
import { $, text } from './dom.js';
import { bytes, count, duration, rate, when } from './format.js';

export function show({ daemon, runs }) {
  text($('version'), daemon.version);
  for (const [name, load] of [['downloads', daemon.pools.download], ['probes', daemon.pools.probe]]) {
    text($(`${name}-active`), count(load.active));
    text($(`${name}-size`), count(load.size));
    text($(`${name}-queued`), count(load.queued));
  }
  const bytesPerS = runs.reduce((sum, run) => sum + run.bytes_per_s, 0);
  text($('all-rate'), rate(runs.reduce((sum, run) => sum + run.clips_per_s, 0)));
  text($('all-bytes'), `${bytes(bytesPerS)}/s`);
  text($('disk-free'), bytes(daemon.disk_free_bytes));
  text($('disk-lasts'), bytesPerS > 1000 ? `full in ${duration(daemon.disk_free_bytes / bytesPerS)} at this rate` : '');
  text($('up-for'), duration((Date.now() - new Date(daemon.started_at_utc)) / 1000));
  text($('up-since'), when(daemon.started_at_utc));
  const insecure = daemon.insecure_hosts ?? [];
  $('insecure').hidden = insecure.length === 0;
  text($('insecure-hosts'), insecure.join(', '));
}
