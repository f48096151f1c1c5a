// The list of runs.
import { element, follow, get, showConnection } from './api.js';
import { ago, count, figure, millis } from './format.js';
import { editLabels } from './labels.js';
import { showSweeps } from './sweeps.js';

const body = document.querySelector('#runs tbody');
const filter = document.getElementById('filter');
const sortField = document.getElementById('sort');
const NEWEST = '-number';
const runs = new Map();
const shown = new Map();
const chosen = new Set();
/** Names of the runs that fit, in their order, as the server found them, and what they are sorted by. */
let found = { names: [], key: 'number', values: {} };

const path = (name) => `/api/runs/${encodeURIComponent(name)}`;
const SVG = 'http://www.w3.org/2000/svg';

/** Draws both losses as small lines. */
function sparkline(place, data) {
  const all = [...data.src_loss, ...data.dst_loss].filter((value) => value !== null);
  place.replaceChildren();
  if (all.length < 2) return;
  const low = Math.min(...all);
  const high = Math.max(...all);
  for (const side of ['src', 'dst']) {
    const values = data[`${side}_loss`];
    let line = '';
    values.forEach((value, i) => {
      if (value === null) return;
      const x = (100 * i) / Math.max(1, values.length - 1);
      const y = 2 + 36 * (1 - (value - low) / (high - low || 1));
      line += `${line ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`;
    });
    const drawn = document.createElementNS(SVG, 'path');
    drawn.setAttribute('d', line);
    drawn.setAttribute('class', side);
    place.append(drawn);
  }
}

const MOST_COMPARED = 40;

/** Shows the way to the chosen runs, side by side. */
function showChosen() {
  const link = document.getElementById('compare');
  link.hidden = chosen.size < 2;
  link.textContent = chosen.size > MOST_COMPARED ? `Compare the first ${MOST_COMPARED}` : `Compare ${chosen.size} runs`;
  link.href = `/compare?${[...chosen].map((name) => `run=${encodeURIComponent(name)}`).join('&')}`;
}

const waiting = [];
let busy = 0;

function loadSparklines() {
  while (busy < 2 && waiting.length) {
    const name = waiting.shift();
    const row = shown.get(name);
    if (!row) continue;
    busy += 1;
    get(`${path(name)}/sparkline`)
      .then((data) => sparkline(row.spark, data))
      .catch(() => {})
      .finally(() => {
        busy -= 1;
        loadSparklines();
      });
  }
}

const seen = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    if (entry.isIntersecting) {
      seen.unobserve(entry.target);
      waiting.push(entry.target.dataset.name);
    }
  }
  loadSparklines();
});

function cell(row, className, label = '') {
  const made = element('td', className);
  if (label) made.dataset.label = label;
  row.append(made);
  return made;
}

function makeRow(name) {
  const tr = element('tr');
  tr.dataset.name = name;
  const row = { tr };
  const link = element('a');
  link.href = `/runs/${encodeURIComponent(name)}`;
  link.tabIndex = -1;
  link.setAttribute('aria-hidden', 'true');
  row.thumb = element('img', 'thumb');
  row.thumb.alt = '';
  row.thumb.loading = 'lazy';
  row.thumb.width = 100;
  row.thumb.height = 80;
  link.append(row.thumb);
  const choose = element('input');
  choose.type = 'checkbox';
  choose.setAttribute('aria-label', `Compare ${name}`);
  choose.checked = chosen.has(name);
  choose.addEventListener('change', () => {
    if (choose.checked) chosen.add(name);
    else chosen.delete(name);
    showChosen();
  });
  const box = element('span', 'choose');
  box.append(choose, link);
  cell(tr, 'picture').append(box);
  const place = cell(tr, 'run');
  row.name = element('a', 'name', name);
  row.name.href = link.href;
  row.model = element('code');
  row.tags = element('span', 'tags');
  row.note = element('span', 'note');
  const edit = element('button', 'edit', 'Tags, note');
  edit.type = 'button';
  edit.setAttribute('aria-label', `Tags and note of ${name}`);
  edit.addEventListener('click', () => editLabels(name, () => ask()));
  place.append(row.name, element('br'), row.model, row.tags, row.note, edit);
  row.status = element('span', 'status');
  cell(tr, '').append(row.status);
  row.by = cell(tr, 'number');
  row.iteration = cell(tr, 'number', 'iteration');
  row.src = cell(tr, 'number', 'src');
  row.dst = cell(tr, 'number', 'dst');
  row.held = cell(tr, 'number', 'held out');
  row.spark = document.createElementNS(SVG, 'svg');
  row.spark.setAttribute('class', 'spark');
  row.spark.setAttribute('viewBox', '0 0 100 40');
  row.spark.setAttribute('preserveAspectRatio', 'none');
  row.spark.setAttribute('aria-hidden', 'true');
  cell(tr, 'wide').append(row.spark);
  row.step = cell(tr, 'number', 'step');
  row.when = cell(tr, 'number', 'last');
  seen.observe(tr);
  return row;
}

function fill(row, run) {
  const text = (place, value) => {
    if (place.textContent !== value) place.textContent = value;
  };
  text(row.model, run.model ?? '');
  text(row.tags, [run.archived === 'yes' ? '(archived)' : '', run.tags].filter(Boolean).join(' '));
  text(row.note, (run.note ?? '').split('\n')[0]);
  text(row.held, figure(run.held_out));
  text(row.status, run.status);
  row.status.dataset.status = run.status;
  text(row.iteration, run.target ? `${count(run.iteration)} of ${count(run.target)}` : count(run.iteration));
  text(row.src, figure(run.src_loss));
  text(row.dst, figure(run.dst_loss));
  text(row.step, millis(run.step_ms));
  text(row.when, run.last_row_s ? ago(run.last_row_s * 1000) : '–');
  row.tr.title = [run.note, ...run.problems].filter(Boolean).join('\n');
  const by = found.values[run.name];
  row.by.hidden = isColumn(found.key);
  row.by.dataset.label = found.key;
  text(row.by, typeof by === 'number' ? figure(by) : (by ?? '–'));
  const picture = run.preview ? `${path(run.name)}/thumbnails/${encodeURIComponent(run.preview)}` : '';
  if (picture && row.picture !== picture) {
    row.picture = picture;
    row.thumb.src = picture;
  }
}

const heads = [...document.querySelectorAll('th button[data-sort]')];
const isColumn = (key) => heads.some((button) => button.dataset.sort === key);

/** Shows by what the list is sorted; what has no column gets one. */
function showOrder() {
  const by = document.getElementById('by');
  by.hidden = isColumn(found.key);
  by.querySelector('button').textContent = found.key;
  for (const head of document.querySelectorAll('th[aria-sort]')) head.removeAttribute('aria-sort');
  const column = heads.find((button) => button.dataset.sort === found.key)?.closest('th') ?? by;
  column.setAttribute('aria-sort', order().startsWith('-') ? 'descending' : 'ascending');
}

const order = () => sortField.value.trim() || NEWEST;

function draw() {
  const fitting = found.names.map((name) => runs.get(name)).filter(Boolean);
  const names = new Set(fitting.map((run) => run.name));
  for (const [name, row] of shown) {
    if (!names.has(name)) {
      row.tr.remove();
      seen.unobserve(row.tr);
      shown.delete(name);
    }
  }
  fitting.forEach((run, i) => {
    let row = shown.get(run.name);
    if (!row) {
      row = makeRow(run.name);
      shown.set(run.name, row);
    }
    fill(row, run);
    if (body.children[i] !== row.tr) body.insertBefore(row.tr, body.children[i] ?? null);
  });
  const empty = document.getElementById('empty');
  empty.hidden = fitting.length > 0;
  empty.textContent = runs.size ? 'No run fits the filter.' : 'This folder has no runs yet.';
  document.getElementById('count').textContent =
    fitting.length === runs.size ? `${count(runs.size)}` : `${count(fitting.length)} of ${count(runs.size)}`;
}

const wrong = (text) => {
  document.getElementById('filter-problem').textContent = text;
};
let asked = 0;

/** Asks which runs fit, in the words of `runs list`. A mistake leaves the list as it is. */
async function ask() {
  const own = ++asked;
  const query = new URLSearchParams({ filter: filter.value, sort: sortField.value });
  try {
    const answer = await get(`/api/found?${query}`);
    if (own !== asked) return;
    found = answer;
    wrong('');
    showOrder();
    draw();
  } catch (e) {
    if (own !== asked) return;
    wrong(e.status === 0 ? '' : e.message);
    if (found.names.length === 0) {
      // Nothing was found before: all runs are better than none.
      found = { names: [...runs.values()].sort((a, b) => b.number - a.number).map((run) => run.name), key: 'number', values: {} };
      draw();
    }
  }
}

/** Whether what a run says of itself now may change which runs fit, or their order. */
const follows = () => filter.value.trim() !== '' || !['number', 'name'].includes(found.key);

let timer = 0;
const askSoon = (wait) => {
  timer ||= setTimeout(() => {
    timer = 0;
    ask();
  }, wait);
};

function changeAddress() {
  const query = new URLSearchParams();
  if (filter.value) query.set('filter', filter.value);
  if (sortField.value) query.set('sort', sortField.value);
  const text = query.toString();
  history.replaceState(null, '', text ? `?${text}` : location.pathname);
}

const FALLS_FIRST = ['number', 'date', 'iteration'];
for (const button of document.querySelectorAll('th button')) {
  button.addEventListener('click', () => {
    const key = button.dataset.sort ?? found.key;
    const falls = found.key === key ? !order().startsWith('-') : FALLS_FIRST.includes(key);
    sortField.value = `${falls ? '-' : ''}${key}`;
    if (sortField.value === NEWEST) sortField.value = '';
    changeAddress();
    ask();
  });
}
const address = new URLSearchParams(location.search);
filter.value = address.get('filter') ?? '';
sortField.value = address.get('sort') ?? '';
for (const field of [filter, sortField]) {
  field.addEventListener('input', () => {
    changeAddress();
    askSoon(120);
  });
}
sortField.addEventListener(
  'focus',
  async () => {
    const keys = await get('/api/keys').catch(() => []);
    document.getElementById('keys').append(...keys.flatMap((key) => [new Option('', key), new Option('', `-${key}`)]));
  },
  { once: true },
);

function problem(text) {
  document.getElementById('problem').textContent = text;
}

follow(
  '/api/events',
  {
    hello: async () => {
      try {
        const [all, sweeps] = await Promise.all([get('/api/runs'), get('/api/sweeps')]);
        runs.clear();
        for (const run of all) runs.set(run.name, run);
        problem('');
        showSweeps(document.getElementById('sweeps'), sweeps);
        await ask();
      } catch (e) {
        problem(e.message);
      }
    },
    sweeps: ({ all }) => showSweeps(document.getElementById('sweeps'), all),
    runs: ({ changed, gone }) => {
      const isNew = changed.some((run) => runs.get(run.name)?.archived !== run.archived);
      if (isNew || gone.length || follows()) askSoon(isNew || gone.length ? 0 : 1000);
      for (const name of gone) runs.delete(name);
      for (const run of changed) {
        const before = runs.get(run.name);
        runs.set(run.name, run);
        const row = shown.get(run.name);
        // A line of 64 points changes little with each iteration.
        if (row && (!before || run.iteration > (row.sparkAt ?? before.iteration) * 1.02 + 5)) {
          row.sparkAt = run.iteration;
          waiting.push(run.name);
        }
      }
      draw();
      loadSparklines();
    },
    again: () => location.reload(),
    problem: ({ message }) => problem(message),
  },
  showConnection,
);
setInterval(() => {
  if (!document.hidden) for (const [name, row] of shown) if (runs.has(name)) fill(row, runs.get(name));
}, 20000);
