// Several runs on one chart, and the settings in which they differ.
/* global uPlot */
import { element, follow, get, showConnection } from './api.js';
import { LineChart, smoothed } from './charts.js';
import { count, figure, millis } from './format.js';

const at = (id) => document.getElementById(id);
const COLOURS = ['src', 'dst', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth'];
const names = new URLSearchParams(location.search).getAll('run').slice(0, COLOURS.length);
const path = (name) => `/api/runs/${encodeURIComponent(name)}`;
const BANDED = { src_loss: 'src loss', dst_loss: 'dst loss', step_ms: 'time of a step', resident_mib: 'memory' };
const PLAIN = { samples_s: 'samples a second', wait_ms: 'wait for data' };

const details = new Map();
const series = new Map();
const changed = new Set();
let busy = false;

const chart = new LineChart(at('curves'), {
  lines: names.map((name, i) => ({ key: name, label: name, colour: COLOURS[i] })),
  format: (value) => (at('what').value === 'step_ms' ? millis(value) : figure(value)),
});

function problem(text) {
  at('problem').textContent = text;
}

/** Iterations and values of a figure of one run. */
function curve(name) {
  const what = at('what').value;
  const loaded = series.get(name);
  if (what in BANDED || what in PLAIN) {
    if (!loaded) return [[], []];
    return [loaded.iteration, what in BANDED ? smoothed(loaded[what].mean, Number(at('smooth').value)) : loaded[what]];
  }
  const held = details.get(name)?.events.held_out;
  return held?.columns[what] ? [held.iteration, held.columns[what]] : [[], []];
}

function draw() {
  const curves = names.map(curve).map(([x, y]) => (x.length ? [x, y] : [[0], [null]]));
  const joined = uPlot.join(curves, curves.map(() => [2]));
  const data = { x: joined[0] };
  names.forEach((name, i) => {
    data[name] = Array.from(joined[i + 1], (value) => value ?? null);
  });
  const first = data.x.findIndex((x) => x > 0);
  chart.setData(data, [first < 0 ? 0 : data.x[first], data.x[data.x.length - 1]]);
}

function choices() {
  const figures = new Set();
  for (const run of details.values()) for (const one of Object.keys(run.events.held_out.columns)) figures.add(one);
  const all = [...Object.entries(BANDED), ...Object.entries(PLAIN), ...[...figures].map((one) => [one, one.replaceAll('_', ' ')])];
  const before = at('what').value || 'dst_loss';
  at('what').replaceChildren(...all.map(([key, text]) => new Option(text, key)));
  at('what').value = all.some(([key]) => key === before) ? before : 'dst_loss';
}

function showTable() {
  const rows = new Map();
  const put = (key, name, value) => {
    if (!rows.has(key)) rows.set(key, new Map());
    rows.get(key).set(name, value);
  };
  for (const [name, run] of details) {
    put('status', name, run.state.status);
    put('iteration', name, count(run.state.iteration));
    put('time of a step', name, millis(run.state.step_ms));
    for (const one of run.settings ?? []) put(one.key, name, one.value);
  }
  const shown = [...rows].filter(
    ([key, values], i) => i < 3 || new Set(names.map((name) => values.get(name) ?? '')).size > 1,
  );
  const head = element('th', '', 'Setting');
  document.querySelector('#differing thead tr').replaceChildren(
    head,
    ...names.map((name) => {
      const cell = element('th');
      const link = element('a', 'name', name);
      link.href = `/runs/${encodeURIComponent(name)}`;
      cell.append(link);
      return cell;
    }),
  );
  document.querySelector('#differing tbody').replaceChildren(
    ...shown.map(([key, values]) => {
      const row = element('tr');
      row.append(element('td', 'muted', key), ...names.map((name) => element('td', '', values.get(name) ?? '–')));
      return row;
    }),
  );
}

async function load(name) {
  const [detail, values] = await Promise.all([get(path(name)), get(`${path(name)}/series?points=500`)]);
  details.set(name, detail);
  series.set(name, values);
}

async function loadAll(which) {
  if (busy) return;
  busy = true;
  try {
    for (const name of which) await load(name);
    problem(names.length < 2 ? 'Choose two or more runs in the list.' : '');
  } catch (e) {
    problem(e.message);
  } finally {
    busy = false;
  }
  choices();
  draw();
  showTable();
}

at('title').textContent = `Compare ${count(names.length)} runs`;
at('what').addEventListener('change', draw);
at('smooth').addEventListener('input', draw);
at('log').addEventListener('change', () => chart.setLog(at('log').checked));
at('outliers').addEventListener('change', () => chart.setOutliers(at('outliers').checked));
follow(
  '/api/events',
  {
    hello: () => loadAll(names),
    again: () => loadAll(names),
    runs: (news) => {
      for (const run of news.changed) if (names.includes(run.name)) changed.add(run.name);
    },
    problem: ({ message }) => problem(message),
  },
  showConnection,
);
// Whole curves are loaded again, so not with each iteration.
setInterval(() => {
  if (changed.size && !document.hidden) {
    const which = [...changed];
    changed.clear();
    loadAll(which);
  }
}, 4000);
window.page = { chart, series };
