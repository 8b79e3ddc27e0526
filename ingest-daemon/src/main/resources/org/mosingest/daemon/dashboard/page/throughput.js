/** How fast the run went, over its whole time. */
import { get } from './api.js';
import { $ } from './dom.js';
import { series } from './charts.js';
import { bytes, count, duration, rate, short, tick } from './format.js';
import { refresher } from './refresh.js';

const MOST_POINTS = 150;
let span = 0;
const axisTick = (at) => tick(at, span);
const clips = series($('flow'), 'Clips per second', ['Until', 'clips/s'], 'written', { tick: axisTick, value: short });
const volume = series($('flow'), 'Bytes per second', ['Until', 'rate'], 'good', { tick: axisTick, value: (n) => `${bytes(n)}/s` });

/** Differences of the counters, over steps that are long enough to mean something; gaps where the run stood still. */
function rates({ at_s: times, stretch }, counts) {
  const step = Math.max(1, Math.floor(times.length / MOST_POINTS));
  const points = [];
  for (let begin = 0, end; begin < times.length; begin = end) {
    end = begin + 1;
    while (end < times.length && stretch[end] === stretch[begin]) end++;
    if (begin > 0) points.push({ x: times[begin], y: NaN });
    const by = Math.max(1, Math.min(step, end - begin - 1));
    for (let i = begin + by; i < end; i += by) {
      const passed = times[i] - times[i - by];
      // A retry takes failures back: its first step counts nothing.
      const y = Math.max(0, counts[i] - counts[i - by]) / passed;
      // The line of a run that was over at once needs two points.
      if (passed > 0 && points.length === 0) points.push({ x: times[i - by], y });
      if (passed > 0) points.push({ x: times[i], y });
    }
  }
  return points;
}

function draw(chart, points, write) {
  const known = points.filter(({ y }) => !Number.isNaN(y));
  const table = known.slice().reverse().map(({ x, y }) => [axisTick(x), write(y)]);
  const most = Math.max(0, ...known.map(({ y }) => y));
  const last = known.at(-1)?.y ?? 0;
  const said = known.length > 0 ? `peak ${write(most)}, over ${duration(span)}` : '';
  const range = { min: points[0]?.x, max: points.at(-1)?.x };
  chart.show([], [points], { table, short: said, range, say: `Now ${write(last)}, ${said}.` });
}

function show(history) {
  span = history.at_s.length > 1 ? history.at_s.at(-1) - history.at_s[0] : 0;
  draw(clips, rates(history, history.settled), (n) => `${rate(n)} clips/s`);
  draw(volume, rates(history, history.bytes), (n) => `${bytes(n)}/s`);
}

const loading = refresher((id) => get(`/runs/${encodeURIComponent(id)}/history`), show, 5_000);

export const want = (run) => loading.want(run.id, `${run.state} ${count(run.settled)} ${run.bytes_downloaded} ${Math.floor(Date.now() / 15_000) * (run.state === 'running')}`);
