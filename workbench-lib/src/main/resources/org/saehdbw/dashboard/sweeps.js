// The list of sweeps and comparisons.
import { element } from './api.js';
import { count } from './format.js';

/** Says in words how far a sweep is. */
export function progressText(sweep) {
  if (!sweep.total) return 'no trials yet';
  const parts = [`${count(sweep.done)} of ${count(sweep.total)} done`];
  if (sweep.running) parts.push(`${count(sweep.running)} running`);
  if (sweep.failed) parts.push(`${count(sweep.failed)} failed`);
  return parts.join(', ');
}

/**
 * How long the open trials of a running sweep will take, in seconds: as long as the finished ones of their point did,
 * as many at once as now. NaN before the first one is done.
 */
export function secondsLeft(trials) {
  const took = (some) => {
    const known = some.map((trial) => trial.figures?.wall_s).filter(Number.isFinite);
    return known.length ? known.reduce((a, b) => a + b, 0) / known.length : NaN;
  };
  const done = trials.filter((trial) => trial.state === 'done');
  const open = trials.filter((trial) => trial.state === 'open' || trial.state === 'running');
  const running = open.filter((trial) => trial.state === 'running').length;
  const overall = took(done);
  const sum = open.reduce((all, trial) => {
    const own = took(done.filter((one) => one.point === trial.point));
    return all + (Number.isFinite(own) ? own : overall) * (1 - (trial.progress ?? 0));
  }, 0);
  return running ? sum / running : NaN;
}

/** Shows how many trials of a sweep have a result. */
export function showProgress(bar, sweep) {
  bar.max = Math.max(1, sweep.total);
  bar.value = (sweep.done ?? 0) + (sweep.failed ?? 0);
  bar.hidden = !sweep.total;
}

const MOST_SHOWN = 6;

/** Draws the list, those that run and those that changed last first; rows that stay keep the focus. */
export function showSweeps(section, all) {
  section.hidden = all.length === 0;
  const more = section.querySelector('button');
  more.hidden = all.length <= MOST_SHOWN || section.dataset.all === 'yes';
  more.textContent = `Show all ${count(all.length)}`;
  more.onclick = () => {
    section.dataset.all = 'yes';
    showSweeps(section, all);
  };
  const running = (sweep) => Number(sweep.status === 'running');
  const sorted = [...all].sort((a, b) => running(b) - running(a) || (b.changed ?? 0) - (a.changed ?? 0) || (a.name < b.name ? -1 : 1));
  const sweeps = section.dataset.all === 'yes' ? sorted : sorted.slice(0, MOST_SHOWN);
  const list = section.querySelector('ul');
  const known = new Map([...list.children].map((row) => [row.dataset.name, row]));
  sweeps.forEach((sweep, i) => {
    const row = known.get(sweep.name) ?? makeRow(sweep);
    known.delete(sweep.name);
    const [name, status, bar, text, words] = row.querySelectorAll('.name, .status, progress, .how-far, .question');
    name.textContent = sweep.name;
    status.textContent = sweep.status;
    status.dataset.status = sweep.status;
    showProgress(bar, sweep);
    text.textContent = progressText(sweep);
    words.textContent = sweep.problem || sweep.question || sweep.kind;
    if (list.children[i] !== row) list.insertBefore(row, list.children[i] ?? null);
  });
  for (const row of known.values()) row.remove();
}

function makeRow(sweep) {
  const row = element('li');
  row.dataset.name = sweep.name;
  const name = element('a', 'name');
  name.href = `/sweeps/${encodeURIComponent(sweep.name)}`;
  const bar = element('progress');
  bar.setAttribute('aria-label', `Trials of ${sweep.name} with a result`);
  row.append(name, element('span', 'status'), bar, element('span', 'how-far muted'), element('span', 'question muted'));
  return row;
}
