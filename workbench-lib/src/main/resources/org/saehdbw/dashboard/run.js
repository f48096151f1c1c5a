// The page of one run.
import { element, follow, get, post, showConnection } from './api.js';
import { LineChart, smoothed } from './charts.js';
import { ago, count, duration, figure, mib, millis } from './format.js';
import { onKeys } from './keys.js';
import { editLabels } from './labels.js';
import { Previews } from './previews.js';
import { Zoom } from './zoom.js';

const at = (id) => document.getElementById(id);
const name = decodeURIComponent(location.pathname.slice('/runs/'.length));
const path = `/api/runs/${encodeURIComponent(name)}`;
const RANGES = [0, 1000, 2500, 5000, 10000, 50000, 100000];
const BANDS = ['src_loss', 'dst_loss', 'step_ms', 'resident_mib'];
const MEANS = ['wait_ms', 'lr_factor', 'copy_ms', 'compute_ms', 'optimizer_ms', 'save_ms', 'preview_ms', 'samples_s'];
const MOST_ADDED = 200;

let state = {};
let marks = [];
let side = 0;
let recent = 0;
let zoomed = null;
let series = null;
let added = 0;
let early = [];

// --- charts

const zoom = (range) => {
  zoomed = range;
  loadSeries();
};
const line = (key, label, colour, more = {}) => ({ key, label, colour, ...more });
const charts = {
  loss: new LineChart(at('loss'), {
    lines: [
      line('src_loss', 'src', 'src', { thin: true, band: 'src_loss', of: 'src_smooth' }),
      line('dst_loss', 'dst', 'dst', { thin: true, band: 'dst_loss', of: 'dst_smooth' }),
      line('src_smooth', 'src', 'src', { raw: 'src_loss' }),
      line('dst_smooth', 'dst', 'dst', { raw: 'dst_loss' }),
    ],
    format: figure,
    zoomed: zoom,
  }),
  step: new LineChart(at('step'), {
    lines: [
      line('step_ms', 'all', 'src', { band: 'step_ms' }),
      line('compute_ms', 'compute', 'dst'),
      line('optimizer_ms', 'update', 'third'),
      line('wait_ms', 'wait', 'fourth'),
      line('copy_ms', 'copy', 'fifth'),
    ],
    unit: 'milliseconds',
    format: millis,
    zoomed: zoom,
  }),
  samples: new LineChart(at('samples'), {
    lines: [line('samples_s', 'samples a second, both sides', 'third')],
    format: figure,
    zoomed: zoom,
  }),
  memory: new LineChart(at('memory'), {
    lines: [line('resident_mib', 'resident', 'fourth', { band: 'resident_mib' })],
    unit: 'MiB',
    format: mib,
    zoomed: zoom,
  }),
  rate: new LineChart(at('rate'), { lines: [line('lr_factor', 'factor', 'fifth')], format: figure, zoomed: zoom }),
  heldOut: new LineChart(at('held-out'), { lines: [], format: figure, zoomed: zoom }),
};

charts.heldOut.setOutliers(true);

/** Columns of an answer as flat arrays. */
function flat(answer) {
  const columns = { x: answer.iteration };
  for (const key of BANDS) {
    columns[key] = answer[key].mean;
    columns[`${key}.low`] = answer[key].low;
    columns[`${key}.high`] = answer[key].high;
  }
  for (const key of MEANS) columns[key] = answer[key];
  return columns;
}

function lastIteration() {
  return series && series.x.length ? series.x[series.x.length - 1] : 0;
}

/** The iterations that the charts show. */
function range() {
  if (zoomed) return zoomed;
  const last = Math.max(lastIteration(), state.iteration ?? 0);
  return recent > 0 ? [Math.max(1, last - recent + 1), last] : [series?.x[0] ?? 0, last];
}

function drawSeries() {
  if (!series) return;
  const weight = Number(at('smooth').value);
  series.src_smooth = smoothed(series.src_loss, weight);
  series.dst_smooth = smoothed(series.dst_loss, weight);
  for (const [key, chart] of Object.entries(charts)) if (key !== 'heldOut') chart.setData(series, range());
  drawHeldOut();
}

let loading = null;

async function loadSeries() {
  loading?.abort();
  const own = new AbortController();
  loading = own;
  const points = Math.max(150, Math.min(600, Math.round(at('loss').clientWidth / 1.5)));
  const wanted = zoomed ? `from=${zoomed[0]}&to=${zoomed[1]}` : recent > 0 ? `last=${recent}` : '';
  try {
    const answer = await get(`${path}/series?points=${points}&${wanted}`, own.signal);
    if (loading !== own) return;
    series = flat(answer);
    added = 0;
    loading = null;
    const missed = early;
    early = [];
    for (const point of missed) addPoint(point);
    drawSeries();
    showState();
  } catch (e) {
    // The answer about the run itself says that it does not exist.
    if (e.name !== 'AbortError' && e.status !== 404) problem(e.message);
  }
}

function addPoint(answer) {
  if (!answer.iteration.length) return;
  if (!series || loading) {
    early.push(answer);
    if (early.length > MOST_ADDED) early.shift();
    return;
  }
  if (answer.iteration[0] <= lastIteration()) return;
  if (zoomed && answer.iteration[0] > zoomed[1]) return;
  const point = flat(answer);
  for (const [key, values] of Object.entries(point)) series[key].push(...values);
  added += 1;
}

function points(answer) {
  addPoint(answer);
  if (added > MOST_ADDED) loadSeries();
  drawSeries();
}

// --- held-out faces

let heldOut = { iteration: [], columns: {} };

function figures() {
  const names = Object.keys(heldOut.columns);
  const pairs = names.includes('held_out_src_error') ? ['held_out_error'] : [];
  return [...pairs, ...names.filter((one) => !one.startsWith('held_out_'))];
}

function setHeldOut(next) {
  heldOut = next;
  const choices = figures();
  const select = at('figure');
  const before = select.value;
  if ([...select.options].map((one) => one.value).join() !== choices.join()) {
    select.replaceChildren(...choices.map((one) => new Option(one.replaceAll('_', ' '), one)));
    if (choices.includes(before)) select.value = before;
    heldOutLines();
  }
  drawHeldOut();
}

function heldOutLines() {
  const key = at('figure').value;
  charts.heldOut.setLines(
    key === 'held_out_error'
      ? [line('held_out_src_error', 'src', 'src', { points: true }), line('held_out_dst_error', 'dst', 'dst', { points: true })]
      : key
        ? [line(key, key.replaceAll('_', ' '), 'third', { points: true })]
        : [],
  );
}

function drawHeldOut() {
  charts.heldOut.setData({ x: heldOut.iteration, ...heldOut.columns }, range());
}

at('figure').addEventListener('change', () => {
  heldOutLines();
  drawHeldOut();
});

// --- previews

const previews = new Previews(name, (iteration) => {
  for (const chart of Object.values(charts)) chart.setMarker(iteration);
});
new Zoom(previews, () => side);

// --- the run

function problem(text) {
  at('problem').textContent = text;
}

function setText(id, text) {
  const place = at(id);
  if (place.textContent !== text) place.textContent = text;
}

function showState() {
  const known = series ? series.x.length - 1 : -1;
  setText('status', state.status ?? '');
  at('status').dataset.status = state.status ?? '';
  setText('f-iteration', count(state.iteration));
  setText('f-target', state.target ? `of ${count(state.target)}` : '');
  at('f-progress').hidden = !state.target;
  if (state.target) at('f-progress').value = state.iteration / state.target;
  if (known >= 0 && !zoomed) {
    setText('f-src', figure(series.src_smooth?.[known] ?? NaN));
    setText('f-dst', figure(series.dst_smooth?.[known] ?? NaN));
  }
  setText('f-step', millis(state.step_ms));
  setText('f-samples', Number.isFinite(state.samples_s) ? `${figure(state.samples_s)} / s` : '–');
  const most = state.left_is_at_most ? 'at most ' : '';
  setText('f-left', state.held ? (Number.isFinite(state.left_s) ? most + duration(state.left_s) : 'no target') : '–');
  setText('f-memory', mib(state.resident_mib));
  setText('f-save', state.last_save ? ago(state.last_save) : 'never');
  const asked = state.asked ?? [];
  setText('asked', asked.length ? `asked: ${asked.join(', ')}` : '');
  for (const button of document.querySelectorAll('[data-action]')) {
    let action = button.dataset.action;
    if (action === 'pause' || action === 'resume') {
      action = state.status === 'paused' || asked.includes('pause') ? 'resume' : 'pause';
      button.dataset.action = action;
      setText(button.id || (button.id = 'pause'), action === 'pause' ? 'Pause' : 'Continue');
    }
    button.disabled = !state.held;
    button.setAttribute('aria-busy', String(asked.includes(action)));
  }
  document.title = `${state.status ? `${state.status}, ` : ''}${count(state.iteration)} – ${name}`;
}

function showEvents(events) {
  previews.setEpoch(events.epoch);
  marks = events.marks;
  for (const chart of Object.values(charts)) chart.setMarks(marks);
  const all = [...events.marks, ...events.remarks].sort((a, b) => (a.time < b.time ? 1 : -1));
  at('events').replaceChildren(
    ...(all.length ? all : [{ text: 'nothing yet', kind: '' }]).map((one) => {
      const row = element('li');
      row.append(element('span', 'at', one.kind && one.kind !== 'warning' ? count(one.iteration) : ''));
      row.append(element('span', ['failed', 'collapsed'].includes(one.kind) ? 'bad' : '', one.text || one.kind));
      row.title = one.time ? new Date(one.time).toLocaleString() : '';
      return row;
    }),
  );
  setHeldOut(events.held_out);
}

function showLabels(labels) {
  at('tags').replaceChildren(...labels.tags.flatMap((tag) => [element('span', 'tag', tag), ' ']));
  at('archived').hidden = !labels.archived;
  setText('note', labels.note);
}

at('labels').addEventListener('click', () => editLabels(name, showLabels));

/** A run of a sweep has its sweep in the header. */
function showPlace() {
  const sweep = name.includes(':') ? name.slice(0, name.indexOf(':')) : '';
  at('sweep').hidden = sweep === '';
  at('sweep').textContent = sweep;
  at('sweep').href = `/sweeps/${encodeURIComponent(sweep)}`;
}

showPlace();

function showDetail(run) {
  setText('name', run.name);
  showLabels(run.labels);
  setText('line', run.model ?? run.label);
  at('words').replaceChildren(...(run.model_words ?? []).map((words) => element('li', '', words)));
  side = run.resolution ?? 0;
  const where = run.environment ?? {};
  const card = where.gpu && where.gpu !== 'none' ? where.gpu : where.cpu;
  setText('f-device', run.device ?? 'unknown');
  at('f-device').title = [card, where.cores ? `${where.cores} cores` : '', where.system].filter(Boolean).join(', ');
  at('settings').replaceChildren(
    ...(run.settings ?? []).map((one) => {
      const row = element('tr');
      const value = element('td');
      value.append(element('code', '', one.value));
      row.append(element('td', '', one.key), value, element('td', 'muted', one.origin));
      return row;
    }),
  );
  setText('folder', run.folder);
  state = run.state;
  problem(run.problem ?? '');
  previews.setAll(run.previews, run.events.epoch);
  showEvents(run.events);
  showState();
}

async function load() {
  try {
    const loaded = loadSeries();
    showDetail(await get(path));
    await loaded;
  } catch (e) {
    if (e.name !== 'AbortError') problem(e.status === 404 ? `${name}: this run does not exist` : e.message);
  }
}

// --- ranges

function setRange(next) {
  recent = next;
  zoomed = null;
  for (const button of at('ranges').children) {
    const chosen = Number(button.dataset.range) === recent;
    button.setAttribute('aria-checked', String(chosen));
    button.tabIndex = chosen ? 0 : -1;
  }
  loadSeries();
}

at('ranges').append(
  ...RANGES.map((one) => {
    const button = element('button', '', one === 0 ? 'all' : `${one / 1000}k`);
    button.setAttribute('aria-label', one === 0 ? 'all iterations' : `last ${count(one)} iterations`);
    button.type = 'button';
    button.dataset.range = String(one);
    button.setAttribute('role', 'radio');
    button.setAttribute('aria-checked', String(one === 0));
    button.tabIndex = one === 0 ? 0 : -1;
    button.addEventListener('click', () => setRange(one));
    return button;
  }),
);
const nextRange = (step = 1) => setRange(RANGES[(RANGES.indexOf(recent) + step + RANGES.length) % RANGES.length]);
at('ranges').addEventListener('keydown', (e) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
  if (step) {
    e.preventDefault();
    nextRange(step);
    at('ranges').querySelector('[aria-checked="true"]').focus();
  }
});
at('log').addEventListener('change', () => {
  charts.loss.setLog(at('log').checked);
  charts.heldOut.setLog(at('log').checked);
});
at('outliers').addEventListener('change', () => charts.loss.setOutliers(at('outliers').checked));
at('smooth').addEventListener('input', drawSeries);

// --- actions

let toast = 0;

function say(text) {
  const place = at('said');
  place.textContent = text;
  place.hidden = false;
  clearTimeout(toast);
  toast = setTimeout(() => {
    place.hidden = true;
  }, 6000);
}

async function act(action) {
  if (action === 'stop') {
    askToStop();
    return;
  }
  await send(action);
}

async function send(action) {
  try {
    const answer = await post(`${path}/${action}`);
    say(`The trainer ${answer.asked}.`);
  } catch (e) {
    say(e.message);
  }
}

function askToStop() {
  if (!state.held) {
    say('No trainer works on this run.');
    return;
  }
  const dialog = at('stop');
  dialog.returnValue = '';
  dialog.showModal();
}

at('stop').addEventListener('close', () => {
  if (at('stop').returnValue === 'yes') send('stop');
});
// A key that is held down must not answer the question that it asked.
at('stop').addEventListener('keydown', (e) => {
  if (e.repeat) e.preventDefault();
});
for (const button of document.querySelectorAll('[data-action]')) {
  button.addEventListener('click', () => act(button.dataset.action));
}

const keys = {
  1: () => nextRange(),
  l: () => nextRange(),
  2: () => act('save'),
  s: () => act('save'),
  0: () => act('backup'),
  b: () => act('backup'),
  p: () => act('preview'),
  ' ': () => previews.nextKind(),
  Enter: () => act('stop'),
};
for (let digit = 3; digit <= 9; digit++) keys[digit] = keys.p;
onKeys(keys);

// --- what the server sends

follow(
  `/api/events?run=${encodeURIComponent(name)}`,
  {
    hello: load,
    again: load,
    restarted: load,
    points,
    state: (next) => {
      state = next;
      showState();
    },
    events: showEvents,
    labels: showLabels,
    previews: (news) => previews.add(news.added),
    gone: ({ message }) => problem(`${name}: ${message}`),
    problem: ({ message }) => problem(message),
  },
  showConnection,
);
setInterval(() => {
  if (!document.hidden && state.last_save) setText('f-save', ago(state.last_save));
}, 10000);
// For tests and for those who want the numbers.
window.page = { charts, previews, state: () => state, series: () => series };
