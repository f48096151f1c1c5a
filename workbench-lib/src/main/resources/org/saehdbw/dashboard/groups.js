// Runs that differ only in the seed, and one line for several of them.

/** What tells runs apart besides their seed: settings that say nothing of the training are left out. */
const APART = new Set(['seed', 'threads']);

/**
 * Groups runs that have the same settings but for the seed.
 *
 * @param runs each {name, settings, label}, settings as {key, value}
 * @returns groups {label, runs} in the order of their first runs
 */
export function groupsOf(runs) {
  const groups = new Map();
  for (const run of runs) {
    const own = run.settings.filter((one) => !APART.has(one.key)).map((one) => `${one.key}=${one.value}`);
    // A run without settings is like no other.
    const key = own.length ? own.sort().join('\n') : `${run.name}\n`;
    if (!groups.has(key)) groups.set(key, { first: run.label, settings: new Map(run.settings.map((one) => [one.key, one.value])), runs: [] });
    groups.get(key).runs.push(run.name);
  }
  const all = [...groups.values()];
  const keys = [...new Set(all.flatMap((group) => [...group.settings.keys()]))].filter(
    (key) => !APART.has(key) && new Set(all.map((group) => group.settings.get(key))).size > 1,
  );
  return all.map((group) => {
    const differs = keys.map((key) => `${key} ${group.settings.get(key) ?? '–'}`).join(', ');
    const seeds = group.runs.length;
    const label = seeds < 2 ? group.first : differs && differs.length < 60 ? differs : group.first.replace(/^\d+_/, '').replace(/_s\d+$/, '');
    return { label: seeds < 2 ? label : `${label} (${seeds} seeds)`, runs: group.runs };
  });
}

const MOST_POINTS = 800;

/** Values of a line at rising points; null outside of it. */
function valuesAt(x, y, points) {
  let high = 0;
  return points.map((at) => {
    while (high < x.length && x[high] < at) high += 1;
    if (high === x.length) return null;
    if (x[high] === at) return y[high];
    if (high === 0 || y[high - 1] === null || y[high] === null) return null;
    return y[high - 1] + ((y[high] - y[high - 1]) * (at - x[high - 1])) / (x[high] - x[high - 1]);
  });
}

/** Some of many points, the last one among them. */
function thinned(points) {
  const step = Math.ceil(points.length / MOST_POINTS);
  return points.filter((_, i) => (points.length - 1 - i) % step === 0);
}

/**
 * The mean, the smallest and the largest of several curves, where all of them have a value.
 *
 * @param curves each [x, y] with rising x
 */
export function together(curves) {
  if (curves.length === 0) return { x: [], mean: [], low: [], high: [] };
  if (curves.length === 1) {
    const [x, y] = curves[0];
    return { x, mean: y, low: x.map(() => null), high: x.map(() => null) };
  }
  const from = Math.max(...curves.map(([x]) => x[0]));
  const to = Math.min(...curves.map(([x]) => x[x.length - 1]));
  const points = thinned([...new Set(curves.flatMap(([x]) => x))].filter((x) => x >= from && x <= to).sort((a, b) => a - b));
  const columns = curves.map(([x, y]) => valuesAt(x, y, points));
  const line = { x: [], mean: [], low: [], high: [] };
  points.forEach((at, i) => {
    const values = columns.map((column) => column[i]);
    if (values.every((value) => value !== null && Number.isFinite(value))) {
      line.x.push(at);
      line.mean.push(values.reduce((a, b) => a + b, 0) / values.length);
      line.low.push(Math.min(...values));
      line.high.push(Math.max(...values));
    }
  });
  return line;
}
