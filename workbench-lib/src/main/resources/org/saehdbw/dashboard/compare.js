// Several runs on one chart, seeds together by choice, and the settings in which they differ.
/* global uPlot */
import { element, follow, get, showConnection } from './api.js';
import { LineChart, smoothed } from './charts.js';
import { count, figure, millis } from './format.js';
import { groupsOf, together } from './groups.js';

const at = (id) => document.getElementById(id);
const COLOURS = ['src', 'dst', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth'];
const MOST_RUNS = 40;
const address = new URLSearchParams(location.search);
const names = [...new Set(address.getAll('run'))].slice(0, MOST_RUNS);
const path = (name) => `/api/runs/${encodeURIComponent(name)}`;
const BANDED = { src_loss: 'src loss', dst_loss: 'dst loss', step_ms: 'time of a step', resident_mib: 'memory' };
const PLAIN = { samples_s: 'samples a second', wait_ms: 'wait for data' };

const details = new Map();
const series = new Map();
const changed = new Set();
let busy = false;
/** What has a line of its own: {label, runs}. */
let shown = [];
let lineKeys = '';

const chart = new LineChart(at('curves'), {
  lines: [],
  format: (value) => (at('what').value === 'step_ms' ? millis(value) : figure(value)),
});

function problem(text) {
  at('problem').textContent = text;
}

/** A run's line has its name, a group's its place. */
const keyOf = (one, i) => (one.runs.length > 1 ? `group${i}` : one.runs[0]);

/** The run's own name, without that of its sweep. */
const short = (name) => details.get(name)?.name ?? name;

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

/** Chooses what has a line: a group of seeds, or a run. At most eight colours can be told apart. */
function choose() {
  const known = names.filter((name) => details.has(name));
  const groups = groupsOf(known.map((name) => ({ name, settings: details.get(name).settings ?? [], label: short(name) })));
  const several = groups.some((group) => group.runs.length > 1);
  at('seeds').disabled = !several;
  const all = at('seeds').checked && several ? groups : known.map((name) => ({ label: short(name), runs: [name] }));
  shown = all.slice(0, COLOURS.length);
  at('hint').textContent = [
    at('seeds').checked && several
      ? 'Runs that differ only in the seed are one line, their mean; its band goes from the smallest to the largest of them, as far as all of them have come.'
      : '',
    all.length > shown.length ? `The first ${shown.length} of ${all.length} are drawn; the table has all.` : '',
  ].join(' ');
  const keys = JSON.stringify(shown);
  if (keys !== lineKeys) {
    lineKeys = keys;
    chart.setLines(
      shown.map((one, i) => ({ key: keyOf(one, i), label: one.label, colour: COLOURS[i], band: one.runs.length > 1 ? keyOf(one, i) : undefined })),
    );
  }
}

function draw() {
  choose();
  const lines = shown.map((one) => together(one.runs.map(curve).filter(([x]) => x.length)));
  const tables = lines.map((line) => (line.x.length ? [line.x, line.mean, line.low, line.high] : [[0], [null], [null], [null]]));
  if (!tables.length) return;
  const joined = uPlot.join(tables, tables.map(() => [2, 2, 2, 2]));
  const column = (i) => Array.from(joined[i], (value) => value ?? null);
  const data = { x: joined[0] };
  shown.forEach((one, i) => {
    const key = keyOf(one, i);
    data[key] = column(1 + 3 * i);
    data[`${key}.low`] = column(2 + 3 * i);
    data[`${key}.high`] = column(3 + 3 * i);
  });
  const first = data.x.findIndex((x) => x > 0);
  chart.setData(data, [first < 0 ? 0 : data.x[first], data.x[data.x.length - 1]]);
}

function choices() {
  const figures = new Set();
  for (const run of details.values()) for (const one of Object.keys(run.events.held_out.columns)) figures.add(one);
  const all = [...Object.entries(BANDED), ...Object.entries(PLAIN), ...[...figures].map((one) => [one, one.replaceAll('_', ' ')])];
  const before = at('what').value || address.get('figure') || 'dst_loss';
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
  const differing = [...rows].filter(
    ([key, values], i) => i < 3 || new Set(names.map((name) => values.get(name) ?? '')).size > 1,
  );
  const head = element('th', '', 'Setting');
  document.querySelector('#differing thead tr').replaceChildren(
    head,
    ...names.map((name) => {
      const cell = element('th');
      const link = element('a', 'name', short(name));
      link.href = `/runs/${encodeURIComponent(name)}`;
      cell.append(link);
      return cell;
    }),
  );
  document.querySelector('#differing tbody').replaceChildren(
    ...differing.map(([key, values]) => {
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
  if (busy) {
    for (const name of which) changed.add(name);
    return;
  }
  busy = true;
  const left = [...which];
  const failed = [];
  const one = async () => {
    while (left.length) {
      const name = left.shift();
      try {
        await load(name);
        show();
      } catch (e) {
        failed.push(`${name}: ${e.message}`);
      }
    }
  };
  await Promise.all([one(), one(), one()]);
  busy = false;
  problem(failed.length ? failed.join('; ') : names.length < 2 ? 'Choose two or more runs in the list.' : '');
}

/** Draws what has come so far. */
function show() {
  choices();
  draw();
  showTable();
  at('title').textContent =
    details.size < names.length ? `Compare ${count(names.length)} runs, ${count(details.size)} read` : `Compare ${count(names.length)} runs`;
}

at('title').textContent = `Compare ${count(names.length)} runs`;
at('seeds').checked = address.get('group') === 'seeds';
at('seeds').addEventListener('change', () => {
  if (at('seeds').checked) address.set('group', 'seeds');
  else address.delete('group');
  history.replaceState(null, '', `?${address}`);
  draw();
});
at('what').addEventListener('change', () => {
  address.set('figure', at('what').value);
  history.replaceState(null, '', `?${address}`);
  draw();
});
at('smooth').addEventListener('input', draw);
at('log').addEventListener('change', () => chart.setLog(at('log').checked));
at('outliers').addEventListener('change', () => chart.setOutliers(at('outliers').checked));

/** Runs of a sweep are told of by its events, all others by those of the list. */
const sweeps = new Set(names.map((name) => (name.includes(':') ? name.slice(0, name.indexOf(':')) : '')));
const followed = sweeps.size === 1 && !sweeps.has('') ? `?sweep=${encodeURIComponent([...sweeps][0])}` : '';
follow(
  `/api/events${followed}`,
  {
    hello: () => loadAll(names),
    again: () => loadAll(names),
    runs: (news) => {
      for (const run of news.changed) if (names.includes(run.name)) changed.add(run.name);
    },
    sweep: (news) => {
      for (const trial of news.trials) if (names.includes(trial.run)) changed.add(trial.run);
    },
    problem: ({ message }) => problem(message),
  },
  showConnection,
);
// Whole curves are loaded again, so not with each iteration.
setInterval(() => {
  if (changed.size && !busy && !document.hidden) {
    const which = [...changed];
    changed.clear();
    loadAll(which);
  }
}, 2000);
window.page = { chart, series, shown: () => shown };
