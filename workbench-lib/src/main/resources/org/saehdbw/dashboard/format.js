// Numbers and times as text, the same on all pages.

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A count with separators, such as 12,500. */
export const count = (value) => (Number.isFinite(value) ? whole.format(value) : '–');

/** A loss or another figure with four significant digits. */
export function figure(value) {
  if (!Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e5 || size < 1e-4) return value.toExponential(2);
  return value.toFixed(Math.max(0, 3 - Math.floor(Math.log10(size))));
}

/** Milliseconds as text. */
export function millis(value) {
  if (!Number.isFinite(value)) return '–';
  return value < 10000 ? `${value < 100 ? value.toFixed(1) : value.toFixed(0)} ms` : `${(value / 1000).toFixed(1)} s`;
}

/** Seconds in the two largest units, such as 4 h 12 min. */
export function duration(seconds) {
  if (!Number.isFinite(seconds)) return '–';
  const s = Math.max(0, Math.round(seconds));
  const parts = [['d', 86400], ['h', 3600], ['min', 60], ['s', 1]];
  const first = parts.findIndex(([, size]) => s >= size);
  if (first < 0) return '0 s';
  const [unit, size] = parts[first];
  const rest = parts[first + 1];
  const left = rest ? Math.floor((s % size) / rest[1]) : 0;
  return `${Math.floor(s / size)} ${unit}${left > 0 ? ` ${left} ${rest[0]}` : ''}`;
}

/** How long ago a time was. */
export function ago(time) {
  const seconds = (Date.now() - new Date(time).getTime()) / 1000;
  if (!Number.isFinite(seconds)) return '–';
  return seconds < 5 ? 'just now' : `${duration(seconds).split(' ').slice(0, 2).join(' ')} ago`;
}

/** MiB as text. */
export const mib = (value) =>
  !Number.isFinite(value) ? '–' : value >= 10240 ? `${(value / 1024).toFixed(1)} GiB` : `${value.toFixed(0)} MiB`;
