// The list of runs.
import { element, follow, get, showConnection } from './api.js';
import { ago, count, figure, millis } from './format.js';

const body = document.querySelector('#runs tbody');
const filter = document.getElementById('filter');
const runs = new Map();
const shown = new Map();
const chosen = new Set();
let sort = { key: 'number', down: true };

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

const MOST_COMPARED = 8;

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
  place.append(row.name, element('br'), row.model, row.tags);
  row.status = element('span', 'status');
  cell(tr, '').append(row.status);
  row.iteration = cell(tr, 'number', 'iteration');
  row.src = cell(tr, 'number', 'src');
  row.dst = cell(tr, 'number', 'dst');
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
  text(row.tags, run.tags ?? '');
  text(row.status, run.status);
  row.status.dataset.status = run.status;
  text(row.iteration, run.target ? `${count(run.iteration)} of ${count(run.target)}` : count(run.iteration));
  text(row.src, figure(run.src_loss));
  text(row.dst, figure(run.dst_loss));
  text(row.step, millis(run.step_ms));
  text(row.when, run.last_row_s ? ago(run.last_row_s * 1000) : '–');
  row.tr.title = [run.note, ...run.problems].filter(Boolean).join('\n');
  const picture = run.preview ? `${path(run.name)}/thumbnails/${encodeURIComponent(run.preview)}` : '';
  if (picture && row.picture !== picture) {
    row.picture = picture;
    row.thumb.src = picture;
  }
}

const CONDITION = /^([a-z_]+)(<=|>=|<|>|=)(.+)$/;

function fits(run, words) {
  // An archived run is hidden until the filter asks for it: archived=yes.
  if (run.archived === 'yes' && !words.includes('archived=yes')) return false;
  const all = `${run.name} ${run.model ?? ''} ${run.status} ${run.tags ?? ''} ${run.note ?? ''}`.toLowerCase();
  return words.every((word) => {
    const condition = CONDITION.exec(word);
    if (!condition) return all.includes(word);
    const [, key, sign, wanted] = condition;
    const value = run[key];
    if (value === undefined) return false;
    if (sign === '=') return String(value).toLowerCase() === wanted;
    const limit = Number(wanted);
    if (!Number.isFinite(limit) || typeof value !== 'number') return false;
    return sign === '<' ? value < limit : sign === '>' ? value > limit : sign === '<=' ? value <= limit : value >= limit;
  });
}

function compare(a, b) {
  const [x, y] = [a[sort.key], b[sort.key]];
  if (x === undefined || y === undefined) return (x === undefined) - (y === undefined);
  const order = typeof x === 'string' ? x.localeCompare(y) : x - y;
  return (sort.down ? -order : order) || b.number - a.number;
}

function draw() {
  const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  const fitting = [...runs.values()].filter((run) => fits(run, words)).sort(compare);
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

for (const button of document.querySelectorAll('th button')) {
  button.addEventListener('click', () => {
    const key = button.dataset.sort;
    sort = { key, down: sort.key === key ? !sort.down : key === 'number' || key === 'last_row_s' || key === 'iteration' };
    for (const head of document.querySelectorAll('th[aria-sort]')) head.removeAttribute('aria-sort');
    button.closest('th').setAttribute('aria-sort', sort.down ? 'descending' : 'ascending');
    draw();
  });
}
filter.value = new URLSearchParams(location.search).get('filter') ?? '';
filter.addEventListener('input', () => {
  history.replaceState(null, '', filter.value ? `?filter=${encodeURIComponent(filter.value)}` : location.pathname);
  draw();
});

function problem(text) {
  document.getElementById('problem').textContent = text;
}

follow(
  '/api/events',
  {
    hello: async () => {
      try {
        const all = await get('/api/runs');
        runs.clear();
        for (const run of all) runs.set(run.name, run);
        problem('');
        draw();
      } catch (e) {
        problem(e.message);
      }
    },
    runs: ({ changed, gone }) => {
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
  if (!document.hidden) for (const [name, row] of shown) fill(row, runs.get(name));
}, 20000);
