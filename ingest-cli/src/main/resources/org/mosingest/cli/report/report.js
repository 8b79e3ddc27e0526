'use strict';
(() => {
  const figures = JSON.parse(document.getElementById('charts').textContent);
  const root = document.documentElement;
  root.classList.add('scripted');
  const drawn = [];

  const colour = (name) => getComputedStyle(root).getPropertyValue('--' + name).trim();

  /** A thin bar over each bar, from the lower to the upper end of its interval. */
  const interval = (series) => ({
    label: '95 % interval',
    data: series.low.map((low, i) => [low, series.high[i]]),
    backgroundColor: colour('interval'),
    grouped: false,
    barThickness: 2,
    order: 0,
  });

  const bars = (series) => ({
    label: series.name,
    data: series.values,
    backgroundColor: colour(series.colour),
    categoryPercentage: 0.9,
    barPercentage: 0.95,
    grouped: series.low.length === 0,
    order: 1,
  });

  const settings = (figure) => {
    const values = {
      beginAtZero: true,
      stacked: figure.stacked,
      title: { display: true, text: figure.axis, color: colour('faint') },
      ticks: {
        color: colour('faint'),
        precision: figure.percent ? undefined : 0,
        callback: (value) => value.toLocaleString('en') + (figure.percent ? ' %' : ''),
      },
      grid: { color: colour('line') },
    };
    const labels = {
      stacked: figure.stacked,
      ticks: {
        color: colour('ink'),
        autoSkip: !figure.horizontal,
        callback(index) {
          const label = this.getLabelForValue(index);
          return label.length > 28 ? label.slice(0, 27) + '…' : label;
        },
      },
      grid: { display: false },
    };
    return {
      type: 'bar',
      data: {
        labels: figure.labels,
        datasets: figure.series.flatMap((series) => (series.low.length ? [bars(series), interval(series)] : [bars(series)])),
      },
      options: {
        animation: false,
        maintainAspectRatio: false,
        indexAxis: figure.horizontal ? 'y' : 'x',
        scales: figure.horizontal ? { x: values, y: labels } : { x: labels, y: values },
        plugins: {
          legend: { display: figure.series.length > 1, labels: { color: colour('ink') } },
          tooltip: {
            callbacks: {
              label: (item) => {
                const show = (number) => number.toLocaleString('en', { maximumFractionDigits: 2 }) + (figure.percent ? ' %' : '');
                const value = Array.isArray(item.raw) ? item.raw.map(show).join(' to ') : show(item.raw);
                return item.dataset.label + ': ' + value;
              },
            },
          },
        },
      },
    };
  };

  const draw = () => {
    drawn.splice(0).forEach((chart) => chart.destroy());
    for (const [id, figure] of Object.entries(figures)) {
      const canvas = document.getElementById(id + '-chart');
      if (figure.horizontal) {
        const rows = figure.labels.length * (figure.stacked ? 3 : 1.6) + 5;
        canvas.parentElement.style.height = Math.max(8, rows) + 'rem';
      }
      drawn.push(new Chart(canvas, settings(figure)));
    }
  };

  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  draw();
  // Colours are on the canvas: they must be drawn anew where the page's change.
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  matchMedia('print').addEventListener('change', draw);
})();
