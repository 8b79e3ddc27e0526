/** How fast the run went, over its whole time. */
import { get } from './api.js';
import { $ } from './dom.js';
import { series } from './charts.js';
import { bytes, count, duration, rate, short, tick } from './format.js';
import { refresher } from './refresh.js';

const MOST_POINTS = 150;
let span = 0;
const axisTick = (at) => tick(at, span);
const clips = series($('flow'), 'Clips settled a second', ['Until', 'clips/s'], 'written', { tick: axisTick, value: short });
const volume = series($('flow'), 'Downloaded a second', ['Until', 'a second'], 'good', { tick: axisTick, value: (n) => `${bytes(n)}/s` });

/** Differences of the counters, over steps that are long enough to mean something. */
function rates(times, counts) {
  const step = Math.max(1, Math.floor(times.length / MOST_POINTS));
  const points = [];
  for (let i = step; i < times.length; i += step) {
    const passed = times[i] - times[i - step];
    // A retry takes failures back: its first step counts nothing.
    if (passed > 0) points.push({ x: times[i], y: Math.max(0, counts[i] - counts[i - step]) / passed });
  }
  return points;
}

function draw(chart, points, write) {
  const table = points.slice().reverse().map(({ x, y }) => [axisTick(x), write(y)]);
  const most = Math.max(0, ...points.map(({ y }) => y));
  const last = points.at(-1)?.y ?? 0;
  const said = points.length > 0 ? `peak ${write(most)}, over ${duration(span)}` : '';
  const range = { min: points[0]?.x, max: points.at(-1)?.x };
  chart.show([], [points], { table, short: said, range, say: `Now ${write(last)}, ${said}.` });
}

function show(history) {
  span = history.at_s.length > 1 ? history.at_s.at(-1) - history.at_s[0] : 0;
  draw(clips, rates(history.at_s, history.settled), (n) => `${rate(n)} clips/s`);
  draw(volume, rates(history.at_s, history.bytes), (n) => `${bytes(n)}/s`);
}

const loading = refresher((id) => get(`/runs/${encodeURIComponent(id)}/history`), show, 5_000);

export const want = (run) => loading.want(run.id, `${run.state} ${count(run.settled)} ${run.bytes_downloaded} ${Math.floor(Date.now() / 15_000) * (run.state === 'running')}`);
