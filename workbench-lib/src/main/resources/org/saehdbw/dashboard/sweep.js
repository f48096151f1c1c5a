// The page of a sweep or comparison.
import { element, follow, get, showConnection } from './api.js';
import { Axis, plain } from './axes.js';
import { count, duration, figure } from './format.js';
import { Matrix, spread, trialWords } from './matrix.js';
import { Parallel } from './parallel.js';
import { front, Scatter } from './scatter.js';
import { progressText, secondsLeft, showProgress } from './sweeps.js';

const at = (id) => document.getElementById(id);
const name = decodeURIComponent(location.pathname.slice('/sweeps/'.length));
const COSTS = ['train_s', 'iterations', 'median_step_ms', 'wall_s', 'peak_resident_mib'];
const MOST_COMPARED = 40;

let head = null;
const trials = new Map();
/** Limits of axes by key, two numbers each. */
const limits = new Map();
let sort = { key: 'number', down: false };
const address = new URLSearchParams(location.search);

const all = () => [...trials.values()].sort((a, b) => a.number - b.number);
const level = (key) => (trial) => head.points[trial.point]?.[key];
const value = (key) => (trial) => trial.figures?.[key];

function axis(key) {
  const isSetting = head.keys.includes(key);
  return new Axis(key, isSetting ? level(key) : value(key), all(), isSetting);
}

let axes = [];

/** Whether a trial is inside all limits; what it does not have yet is outside. */
function inside(trial) {
  for (const [key, [low, high]] of limits) {
    const own = axes.find((one) => one.key === key);
    const number = own ? own.number(trial) : NaN;
    if (!(number >= low - 1e-12 * Math.abs(low) && number <= high + 1e-12 * Math.abs(high))) return false;
  }
  return true;
}

function limit(key, range) {
  if (range) limits.set(key, range);
  else limits.delete(key);
  drawSoon();
}

/** The number by which limits compare a level of a setting. */
function numberOf(key, text) {
  const own = axes.find((one) => one.key === key);
  return own?.levels ? own.levels.indexOf(text) : Number(text);
}

const matrix = new Matrix(at('matrix'), (key, text) => {
  const place = numberOf(key, text);
  const now = limits.get(key);
  limit(key, now && now[0] === place && now[1] === place ? null : [place, place]);
});
const parallel = new Parallel(at('parallel'), limit);
const scatter = new Scatter(at('scatter'), (x, y) => {
  for (const [id, range] of [['cost', x], ['quality', y]]) limit(at(id).value, range);
});

function problem(text) {
  at('problem').textContent = text;
}

function choose(id, keys, usual) {
  const select = at(id);
  if ([...select.options].map((one) => one.value).join() === keys.join()) return;
  const before = select.value || address.get(id) || usual;
  select.replaceChildren(...keys.map((key) => new Option(key === '' ? 'none' : plain(key), key)));
  select.value = keys.includes(before) ? before : keys.includes(usual) ? usual : (keys[0] ?? '');
}

function showHead() {
  at('name').textContent = head.name;
  at('status').textContent = head.status;
  at('status').dataset.status = head.status;
  showProgress(at('progress'), head);
  const left = head.status === 'running' ? secondsLeft(all()) : NaN;
  at('how-far').textContent = `${progressText(head)}${Number.isFinite(left) ? `, about ${duration(left)} left` : ''}`;
  at('question').textContent = head.question ?? '';
  at('question').hidden = !head.question;
  at('scope').textContent = [head.kind, head.search, head.budget ? `${head.budget} each` : '', head.metric ? `by ${plain(head.metric)}` : '']
    .filter(Boolean)
    .join(', ');
  at('base').replaceChildren(
    ...Object.entries(head.base ?? {}).flatMap(([key, text]) => [element('dt', '', key), element('dd', '', String(text))]),
  );
  at('folder').textContent = head.folder;
  problem(head.problem ?? '');
  const remarks = [...(head.remarks ?? []), ...(head.missing ?? []).map((one) => `missing: ${one}`)];
  at('remarks').replaceChildren(...remarks.map((one) => element('li', '', one)));
  at('remarks').hidden = remarks.length === 0;
  const words = (head.words ?? []).filter((one) => !one.startsWith('|'));
  at('words').replaceChildren(...words.map((one) => element('li', '', one)));
  at('said-section').hidden = words.length === 0;
  const figures = head.figures ?? [];
  const costs = figures.filter((key) => (head.costs ?? []).includes(key));
  choose('quality', figures.filter((key) => !costs.includes(key)), head.metric ?? '');
  choose('cost', costs, COSTS.find((key) => costs.includes(key)) ?? '');
  choose('across', ['', ...head.keys], Matrix.usual(head.keys, head.points));
  const runs = all().filter((trial) => trial.run).map((trial) => trial.run).slice(0, MOST_COMPARED);
  at('compare').hidden = runs.length < 2;
  at('compare').href = `/compare?group=seeds&${runs.map((run) => `run=${encodeURIComponent(run)}`).join('&')}`;
  document.title = `${head.status}, ${progressText(head)} – ${head.name}`;
}

const lowerIsBetter = (key) => !(head.higher ?? []).includes(key);

/** Means over the seeds of each point, and which of them no other one beats. */
function means(cost, quality) {
  const points = head.points
    .map((_, i) => {
      const own = all().filter((trial) => trial.point === i && Number.isFinite(value(cost)(trial)) && Number.isFinite(value(quality)(trial)));
      return own.length
        ? { point: i, x: spread(own.map(value(cost))).mean, y: spread(own.map(value(quality))).mean, seeds: own.length, inside: own.some(inside) }
        : null;
    })
    .filter(Boolean);
  const best = front(points, lowerIsBetter(cost) ? 1 : -1, lowerIsBetter(quality) ? 1 : -1);
  for (const point of points) {
    point.front = best.includes(point);
    point.words = `${pointText(point.point)}: ${plain(quality)} ${figure(point.y)}, ${plain(cost)} ${figure(point.x)}, mean of ${point.seeds}`;
  }
  return points;
}

const pointText = (i) => head.keys.map((key) => `${key}=${head.points[i]?.[key]}`).join(' ') || 'base';

let waiting = false;

/** The frame after it draws, however many changes come. */
function drawSoon() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    draw();
  });
}

function draw() {
  if (!head) return;
  const [cost, quality] = [at('cost').value, at('quality').value];
  const keys = [...head.keys, ...[cost, quality].filter(Boolean)];
  axes = keys.map(axis);
  for (const key of limits.keys()) if (!keys.includes(key)) limits.delete(key);
  const shown = means(cost, quality);
  const onFront = new Set(shown.filter((mean) => mean.front).map((mean) => mean.point));
  matrix.show({
    keys: head.keys, points: head.points, across: at('across').value, trials: all(), quality, lower: lowerIsBetter(quality), limits, inside, numberOf,
  });
  at('matrix-hint').textContent = quality
    ? `${plain(quality)}, mean of the seeds (${lowerIsBetter(quality) ? 'lower' : 'higher'} is better, more colour is better), from the smallest to the largest, and one box a seed.`
    : '';
  parallel.show({ axes, trials: all(), limits, inside, front: (trial) => onFront.has(trial.point) });
  scatter.show({
    cost: axis(cost), quality: axis(quality), limits, means: shown,
    trials: all()
      .filter((trial) => Number.isFinite(value(cost)(trial)) && Number.isFinite(value(quality)(trial)))
      .map((trial) => ({ number: trial.number, x: value(cost)(trial), y: value(quality)(trial), inside: inside(trial), soFar: trial.so_far, words: `${pointText(trial.point)}, ${trialWords(trial)}` })),
    words: `Scatter of ${plain(quality)} against ${plain(cost)}, ${shown.length} points. Not beaten in both: ${shown.filter((mean) => mean.front).map((mean) => mean.words).join('; ') || 'none yet'}`,
  });
  drawTable(cost, quality);
  const within = all().filter(inside).length;
  at('inside').textContent = limits.size ? `${count(within)} of ${count(trials.size)} trials are inside the limits` : `${count(trials.size)} trials`;
  at('clear').disabled = limits.size === 0;
}

// --- the table

const rows = new Map();
let tableKeys = '';

function columns(cost, quality) {
  const figures = [...new Set([quality, cost, 'src_loss', 'dst_loss', 'train_s', 'peak_resident_mib'])].filter((key) => key && (head.figures ?? []).includes(key));
  return [
    { key: 'number', text: 'Trial', of: (trial) => trial.number },
    ...head.keys.map((key) => ({ key, text: plain(key), of: level(key), show: level(key) })),
    { key: 'seed', text: 'Seed', of: (trial) => trial.seed, show: (trial) => String(trial.seed), number: true },
    { key: 'status', text: 'Status', of: (trial) => trial.status },
    { key: 'iteration', text: 'Iteration', of: (trial) => trial.iteration, show: (trial) => (trial.target ? `${count(trial.iteration)} of ${count(trial.target)}` : count(trial.iteration)), number: true },
    ...figures.map((key) => ({ key, text: plain(key), of: value(key), show: (trial) => figure(value(key)(trial)), number: true })),
    { key: 'message', text: 'Remark', of: (trial) => trial.message, show: (trial) => trial.message ?? '' },
  ];
}

function compare(of) {
  const plainNumber = (one) => (typeof one === 'string' && one !== '' && Number.isFinite(Number(one)) ? Number(one) : one);
  return (a, b) => {
    const [x, y] = [plainNumber(of(a)), plainNumber(of(b))];
    const [noX, noY] = [x === undefined || x === '', y === undefined || y === ''];
    if (noX || noY) return noX - noY || a.number - b.number;
    const order = typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y));
    return (sort.down ? -order : order) || a.number - b.number;
  };
}

function drawTable(cost, quality) {
  const shown = columns(cost, quality);
  const keys = shown.map((column) => column.key).join('\n');
  if (keys !== tableKeys) {
    tableKeys = keys;
    rows.clear();
    document.querySelector('#trials tbody').replaceChildren();
    document.querySelector('#trials thead tr').replaceChildren(
      ...shown.map((column) => {
        const cell = element('th', column.number ? 'number' : '');
        cell.dataset.key = column.key;
        cell.scope = 'col';
        const button = element('button', '', column.text);
        button.type = 'button';
        button.addEventListener('click', () => {
          sort = { key: column.key, down: sort.key === column.key ? !sort.down : false };
          drawSoon();
        });
        cell.append(button);
        return cell;
      }),
    );
  }
  for (const cell of document.querySelectorAll('#trials th')) {
    if (cell.dataset.key === sort.key) cell.setAttribute('aria-sort', sort.down ? 'descending' : 'ascending');
    else cell.removeAttribute('aria-sort');
  }
  const body = document.querySelector('#trials tbody');
  const order = all().sort(compare((shown.find((column) => column.key === sort.key) ?? shown[0]).of));
  order.forEach((trial, i) => {
    let row = rows.get(trial.number);
    if (!row) {
      row = element('tr');
      row.dataset.trial = String(trial.number);
      row.append(...shown.map((column) => element('td', column.number ? 'number' : '')));
      rows.set(trial.number, row);
    }
    fillRow(row, trial, shown);
    if (body.children[i] !== row) body.insertBefore(row, body.children[i] ?? null);
  });
  for (const [number, row] of rows) {
    if (!trials.has(number)) {
      row.remove();
      rows.delete(number);
    }
  }
}

function fillRow(row, trial, shown) {
  const out = !inside(trial);
  row.dataset.out = String(out);
  row.hidden = out && at('hide').checked;
  shown.forEach((column, i) => {
    const cell = row.children[i];
    if (column.key === 'number') {
      const wanted = trial.run ? 'A' : 'SPAN';
      if (cell.firstChild?.tagName !== wanted) cell.replaceChildren(element(wanted.toLowerCase(), 'name', trial.label));
      if (trial.run) cell.firstChild.href = `/runs/${encodeURIComponent(trial.run)}`;
    } else if (column.key === 'status') {
      if (!cell.firstChild) cell.append(element('span', 'status'));
      cell.firstChild.textContent = trial.status;
      cell.firstChild.dataset.status = trial.state === 'failed' ? 'failed' : trial.status === 'done' ? 'finished' : trial.status;
    } else {
      const text = `${column.show(trial)}${trial.so_far && column.key === at('quality').value && Number.isFinite(column.of(trial)) ? ' so far' : ''}`;
      if (cell.textContent !== text) cell.textContent = text;
    }
  });
}

// --- choices

for (const id of ['quality', 'cost', 'across']) {
  at(id).addEventListener('change', () => {
    address.set(id, at(id).value);
    history.replaceState(null, '', `?${address}`);
    draw();
  });
}
at('hide').addEventListener('change', draw);
at('clear').addEventListener('click', () => {
  limits.clear();
  draw();
});

// --- what the server sends

async function load() {
  try {
    const sweep = await get(`/api/sweeps/${encodeURIComponent(name)}`);
    head = sweep;
    trials.clear();
    for (const trial of sweep.trials) trials.set(trial.number, trial);
    showHead();
    draw();
  } catch (e) {
    if (e.name !== 'AbortError') problem(e.status === 404 ? `${name}: this sweep does not exist` : e.message);
  }
}

follow(
  `/api/events?sweep=${encodeURIComponent(name)}`,
  {
    hello: load,
    again: load,
    sweep: (news) => {
      if (news.head) {
        // Another set of points or trials: all of it is loaded again.
        if (!head || news.head.total !== head.total || JSON.stringify(news.head.points) !== JSON.stringify(head.points)) {
          load();
          return;
        }
        head = { ...news.head };
      }
      for (const trial of news.trials) trials.set(trial.number, trial);
      if (head) {
        showHead();
        drawSoon();
      }
    },
    gone: ({ message }) => problem(`${name}: ${message}`),
    problem: ({ message }) => problem(message),
  },
  showConnection,
);
window.page = { trials, limits, limit, head: () => head };
