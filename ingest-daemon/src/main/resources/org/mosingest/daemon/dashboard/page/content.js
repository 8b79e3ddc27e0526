/** What the output holds so far. */
import { get } from './api.js';
import { histogram, ranking } from './charts.js';
import { $, text } from './dom.js';
import { bytes, count, counted, percent } from './format.js';
import { refresher } from './refresh.js';

const parent = $('content');
const mos = histogram(parent, 'Mean Opinion Score', ['MOS', 'Clips'], 'written', 'broad');
const length = histogram(parent, 'Duration', ['Seconds', 'Clips'], 'written');
const resolution = ranking(parent, 'Resolution', ['Pixels', 'Clips', 'Share'], 'written');
const framerate = ranking(parent, 'Frame rate', ['Frames/s', 'Clips', 'Share'], 'written');
const codec = ranking(parent, 'Codec', ['Codec', 'Clips', 'Share'], 'written');

const short = (n) => String(Math.round(n * 100) / 100);

function bin({ from, to }) {
  if (from === null) return `below ${short(to)}`;
  return to === null ? `from ${short(from)}` : `${short(from)}–${short(to)}`;
}

function numbers(chart, found, unit) {
  const cells = found.mean === null ? [] : found.bins.map((one) => [bin(one), count(one.count)]);
  const said = found.mean === null ? '' : `mean ${found.mean.toFixed(2)}${unit}, SD ${found.std_dev.toFixed(2)}, ${short(found.least)} to ${short(found.most)}`;
  chart.show(found.bins.map(bin), [found.bins.map((one) => one.count)], { table: cells, short: said, say: `${said}.` });
}

function names(chart, found, rows) {
  const entries = found.categories.map(({ name, count: n }) => [name, n]);
  if (found.others > 0) entries.push(['others', found.others]);
  const first = found.categories[0];
  chart.show(entries.map(([name]) => name), [entries.map(([, n]) => n)], {
    table: entries.map(([name, n]) => [name, count(n), percent(n / rows)]),
    short: first ? `${first.name}: ${percent(first.count / rows)}` : '',
    say: first ? `Most often ${first.name}, ${percent(first.count / rows)} of the clips.` : '',
  });
}

function show(found) {
  const reading = found.complete ? '' : `, ${percent(found.read_bytes / found.output_bytes)} read so far`;
  text($('content-count'), found.rows > 0 ? `${counted(found.rows, 'clip')}, ${bytes(found.clip_bytes)}${reading}` : '');
  numbers(mos, found.mos, '');
  numbers(length, found.duration_s, ' s');
  names(resolution, found.resolution, found.rows);
  names(framerate, found.framerate, found.rows);
  names(codec, found.codec, found.rows);
  return found.complete ? 'all' : 'more';
}

const loading = refresher((id) => get(`/runs/${encodeURIComponent(id)}/distributions`), show, 5_000);

export const want = (run) => loading.want(run.id, String(run.written));
