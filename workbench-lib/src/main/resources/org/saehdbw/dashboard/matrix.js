// A sweep's points as a table: settings in rows and columns, the seeds of a point in one cell.
import { element } from './api.js';
import { levels, plain } from './axes.js';
import { count, figure } from './format.js';

const SIGNS = { done: '✓', failed: '✗', open: '·' };

/** How far a trial is, in words. */
export function trialWords(trial) {
  const made = Number.isFinite(trial.iteration)
    ? `, ${trial.target ? `${count(trial.iteration)} of ${count(trial.target)}` : count(trial.iteration)} iterations`
    : '';
  return `${trial.label}, seed ${trial.seed}: ${trial.status}${made}${trial.message ? `; ${trial.message}` : ''}`;
}

/** Mean and ends of some numbers. */
export function spread(values) {
  if (!values.length) return null;
  return { mean: values.reduce((a, b) => a + b, 0) / values.length, low: Math.min(...values), high: Math.max(...values), count: values.length };
}

export class Matrix {
  /**
   * @param table the element
   * @param chosen is told a key and the level whose heading was pressed
   */
  constructor(table, chosen) {
    this.table = table;
    this.chosen = chosen;
    this.made = '';
    this.cells = new Map();
  }

  /** Which setting a matrix has in its columns unless the user chooses: none where most cells would be empty. */
  static usual(keys, points) {
    if (keys.length < 2) return keys[0] ?? '';
    const numbers = keys.map((key) => new Set(points.map((point) => point[key])).size);
    const all = numbers.reduce((a, b) => a * b, 1);
    return points.length * 2 >= all ? keys[keys.length - 1] : '';
  }

  /** Draws points; cells stay the same elements while rows and columns do. */
  show({ keys, points, across, trials, quality, lower, limits, inside, numberOf }) {
    const wanted = JSON.stringify([keys, points, across]);
    if (wanted !== this.made) {
      this.made = wanted;
      this.build(keys, points, across);
    }
    const known = points.map((_, i) =>
      spread(trials.filter((trial) => trial.point === i && Number.isFinite(trial.figures?.[quality])).map((trial) => trial.figures[quality])),
    );
    const means = known.filter(Boolean).map((one) => one.mean);
    const [least, most] = [Math.min(...means), Math.max(...means)];
    points.forEach((_, i) => {
      const own = trials.filter((trial) => trial.point === i);
      const better = known[i] && most > least ? (lower ? most - known[i].mean : known[i].mean - least) / (most - least) : 0;
      this.fill(this.cells.get(i), own, known[i], quality, better, own.some(inside));
    });
    for (const button of this.table.querySelectorAll('button[data-key]')) {
      const limit = limits.get(button.dataset.key);
      const place = numberOf(button.dataset.key, button.dataset.level);
      button.setAttribute('aria-pressed', String(Boolean(limit) && limit[0] === place && limit[1] === place));
    }
  }

  build(keys, points, across) {
    const down = keys.filter((key) => key !== across);
    const columns = across ? levels(points.map((point) => point[across])) : [''];
    const places = new Map(keys.map((key) => [key, levels(points.map((point) => point[key]))]));
    const heading = (key, level) => {
      const button = element('button', 'level');
      button.type = 'button';
      button.dataset.key = key;
      button.dataset.level = level;
      button.append(element('span', 'muted', `${plain(key)} `), level);
      button.addEventListener('click', () => this.chosen(key, level));
      return button;
    };
    const head = element('tr');
    head.append(element('td'));
    for (const level of columns) {
      const cell = element('th', '', across ? '' : 'All seeds');
      cell.scope = 'col';
      if (across) cell.append(heading(across, level));
      head.append(cell);
    }
    const rows = new Map();
    points.forEach((point, i) => {
      const id = JSON.stringify(down.map((key) => point[key]));
      if (!rows.has(id)) rows.set(id, []);
      rows.get(id).push(i);
    });
    const ids = [...rows.keys()].map((id) => JSON.parse(id));
    const rank = (key, level) => places.get(key).indexOf(level);
    ids.sort((a, b) => {
      const differs = down.findIndex((_, k) => a[k] !== b[k]);
      return differs < 0 ? 0 : rank(down[differs], a[differs]) - rank(down[differs], b[differs]);
    });
    this.cells = new Map();
    this.table.tHead.replaceChildren(head);
    this.table.tBodies[0].replaceChildren(
      ...ids.map((values) => {
        const row = element('tr');
        const name = element('th', '', down.length ? '' : 'base');
        name.scope = 'row';
        name.append(...down.map((key, k) => heading(key, values[k])));
        row.append(name);
        const own = rows.get(JSON.stringify(values));
        for (const level of columns) {
          const cell = element('td', 'point');
          const point = own.find((i) => !across || points[i][across] === level);
          if (point !== undefined) {
            cell.append(element('span', 'mean'), element('span', 'range muted'), element('span', 'seeds'));
            this.cells.set(point, cell);
          }
          row.append(cell);
        }
        return row;
      }),
    );
  }

  fill(cell, trials, known, quality, better, inside) {
    if (!cell) return;
    const text = (place, value) => {
      if (place.textContent !== value) place.textContent = value;
    };
    const [mean, range, seeds] = cell.children;
    const soFar = trials.some((trial) => trial.so_far && Number.isFinite(trial.figures?.[quality]));
    text(mean, known ? figure(known.mean) : '–');
    text(range, known ? `${known.count > 1 ? `${figure(known.low)} to ${figure(known.high)}` : '1 seed'}${soFar ? ', so far' : ''}` : '');
    cell.style.setProperty('--better', `${Math.round(better * 26)}%`);
    cell.dataset.out = String(!inside);
    const chips = [...seeds.children];
    if (chips.length !== trials.length || chips.some((chip, i) => (chip.tagName === 'A') !== Boolean(trials[i].run))) {
      seeds.replaceChildren(...trials.map((trial) => element(trial.run ? 'a' : 'span', 'seed')));
    }
    trials.forEach((trial, i) => {
      const chip = seeds.children[i];
      if (trial.run) chip.href = `/runs/${encodeURIComponent(trial.run)}`;
      chip.dataset.state = trial.state;
      chip.title = trialWords(trial);
      chip.setAttribute('aria-label', trialWords(trial));
      if (!trial.run) chip.setAttribute('role', 'img');
      const part = Math.round(100 * (trial.progress ?? 0));
      chip.style.setProperty('--part', `${part}%`);
      text(chip, `${trial.seed} ${trial.state === 'running' ? `${part} %` : SIGNS[trial.state]}`);
    });
  }
}
