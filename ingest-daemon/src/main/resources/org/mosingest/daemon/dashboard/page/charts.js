/**
 * Charts and, for each, its numbers in a table. A chart is made when it has something to show, given other numbers, and never moves
 * the page. Each is drawn in a task of its own.
 */
import { element, text } from './dom.js';
import { later } from './turns.js';

const { Chart } = globalThis;
const made = [];

/** Colours of the theme that is on: the browser works out the whole page's styles to tell one. */
const colours = new Map();

/** A token's colour as it is now, so many hundredths of it opaque. */
const colour = (name, opaque = 100) => {
  const key = `${name} ${opaque}`;
  if (!colours.has(key)) {
    // A canvas knows no variables; a probe element has them resolved.
    probe.style.color = `color-mix(in srgb, var(--${name}) ${opaque}%, transparent)`;
    colours.set(key, getComputedStyle(probe).color);
  }
  return colours.get(key);
};
const probe = element('span', { class: 'unseen', 'aria-hidden': 'true' });
document.body.append(probe);

function dress(chart) {
  const [line, quiet, ink] = [colour('line'), colour('quiet'), colour('ink')];
  for (const scale of Object.values(chart.options.scales)) {
    scale.grid.color = line;
    scale.ticks.color = scale.ticks.strong ? ink : quiet;
    if (scale.title) scale.title.color = quiet;
  }
  for (const set of chart.data.datasets) {
    set.borderColor = colour(set.token);
    set.backgroundColor = set.fill ? colour(set.token, 14) : set.borderColor;
  }
  chart.options.plugins.tooltip.backgroundColor = colour('ink');
  chart.options.plugins.tooltip.titleColor = colour('panel');
  chart.options.plugins.tooltip.bodyColor = colour('panel');
}

/** All charts in the colours of the theme that is on now. */
export function redress() {
  colours.clear();
  made.forEach(later);
}

function base(type, options) {
  return {
    type,
    data: { labels: [], datasets: [] },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      font: { family: getComputedStyle(document.body).fontFamily },
      plugins: { legend: { display: false }, tooltip: { displayColors: false } },
      ...options,
    },
  };
}

/**
 * A chart's place: title, canvas, table.
 *
 * @param columns the headings of the table
 */
function figure(parent, title, columns, config, kind = '') {
  const caption = element('span', {});
  const canvas = element('canvas', { role: 'img', 'aria-label': title });
  const empty = element('p', {}, 'Nothing yet.');
  const body = element('tbody', {});
  const head = element('tr', {}, ...columns.map((name, i) => element('th', i ? { scope: 'col', class: 'num' } : { scope: 'col' }, name)));
  const table = element('table', {}, element('caption', { class: 'unseen' }, title), element('thead', {}, head), body);
  const box = element('div', { class: 'table-box', tabindex: '0', role: 'region', 'aria-label': `${title}: table` }, table);
  const details = element('details', {}, element('summary', {}, 'Table', element('span', { class: 'unseen' }, ` of ${title}`)), box);
  parent.append(
    element('figure', { class: kind }, element('figcaption', {}, element('b', {}, title), caption), element('div', { class: 'canvas' }, canvas, empty), details),
  );
  let chart;
  let rows = [];
  let last = '';

  const fill = () => {
    if (details.open) {
      body.replaceChildren(
        ...rows.map((row) => element('tr', {}, ...row.map((cell, i) => element(i ? 'td' : 'th', i ? { class: 'num' } : { scope: 'row' }, cell)))),
      );
    }
  };
  details.addEventListener('toggle', fill);

  /** Makes the chart, or draws it anew, if it has or had something to show. */
  const draw = () => {
    if (!chart && rows.length === 0) return;
    dress(chart ?? config);
    if (chart) chart.update();
    else chart = new Chart(canvas, config);
  };
  made.push(draw);

  return {
    /** Shows other numbers, if they are other ones. */
    show(labels, values, { table: cells, say, short = '', range }) {
      const now = JSON.stringify([labels, values, cells, short]);
      if (now === last) return;
      last = now;
      const { data, options } = chart ?? config;
      data.labels = labels;
      values.forEach((set, i) => (data.datasets[i].data = set));
      if (range) Object.assign(options.scales.x, range);
      empty.hidden = cells.length > 0;
      canvas.setAttribute('aria-label', `${title}. ${cells.length > 0 ? say : 'Nothing yet.'}`);
      text(caption, short);
      rows = cells;
      fill();
      later(draw);
    },
  };
}

const axis = (more = {}) => ({
  grid: { display: true, drawTicks: false },
  border: { display: false },
  beginAtZero: true,
  ...more,
  ticks: { padding: 6, maxRotation: 0, autoSkipPadding: 14, font: { size: 11 }, ...more.ticks },
});

/** Counts in bins that follow on one another. */
export function histogram(parent, title, columns, token, kind = '') {
  const config = base('bar', {
    scales: { x: axis({ grid: { display: false } }), y: axis({ ticks: { precision: 0, maxTicksLimit: 5 } }) },
  });
  config.data.datasets.push({ token, data: [], barPercentage: 1, categoryPercentage: 0.94, borderRadius: 2 });
  return figure(parent, title, columns, config, kind);
}

/** Counts of things with names, the most frequent on top. */
export function ranking(parent, title, columns, token) {
  const config = base('bar', {
    indexAxis: 'y',
    scales: {
      x: axis({ ticks: { precision: 0, maxTicksLimit: 5 } }),
      y: axis({
        grid: { display: false },
        ticks: {
          strong: true,
          autoSkip: false,
          callback(value) {
            const label = String(this.getLabelForValue(value));
            return label.length > 22 ? `${label.slice(0, 21)}…` : label;
          },
        },
      }),
    },
  });
  config.data.datasets.push({ token, data: [], maxBarThickness: 16, borderRadius: 3 });
  return figure(parent, title, columns, config);
}

/** A figure over time. */
export function series(parent, title, columns, token, { tick, value }) {
  const config = base('line', {
    parsing: false,
    interaction: { mode: 'nearest', axis: 'x', intersect: false },
    scales: {
      x: axis({ type: 'linear', beginAtZero: false, grid: { display: false }, ticks: { maxTicksLimit: 7, callback: (at) => tick(at) } }),
      y: axis({ ticks: { maxTicksLimit: 5, callback: (n) => value(n) } }),
    },
  });
  config.options.plugins.tooltip.callbacks = {
    title: (items) => tick(items[0].parsed.x),
    label: (item) => value(item.parsed.y),
  };
  config.data.datasets.push({ token, data: [], pointRadius: 0, pointHitRadius: 12, borderWidth: 2, tension: 0, fill: true });
  return figure(parent, title, columns, config);
}
