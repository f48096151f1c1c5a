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

/** Shows how many trials of a sweep have a result. */
export function showProgress(bar, sweep) {
  bar.max = Math.max(1, sweep.total);
  bar.value = (sweep.done ?? 0) + (sweep.failed ?? 0);
  bar.hidden = !sweep.total;
}

/** Draws the list; rows that stay keep the focus. */
export function showSweeps(section, sweeps) {
  section.hidden = sweeps.length === 0;
  const list = section.querySelector('ul');
  const known = new Map([...list.children].map((row) => [row.dataset.name, row]));
  list.append(
    ...sweeps.map((sweep) => {
      const row = known.get(sweep.name) ?? makeRow(sweep);
      known.delete(sweep.name);
      const [name, status, bar, text, words] = row.querySelectorAll('.name, .status, progress, .how-far, .question');
      name.textContent = sweep.name;
      status.textContent = sweep.status;
      status.dataset.status = sweep.status;
      showProgress(bar, sweep);
      text.textContent = progressText(sweep);
      words.textContent = sweep.problem || sweep.question || sweep.kind;
      return row;
    }),
  );
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
