// Line charts over iterations, drawn by uPlot.
/* global uPlot */

const STYLE = getComputedStyle(document.documentElement);
const colour = (name) => STYLE.getPropertyValue(`--${name}`).trim();
const faint = (name, share) => {
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(colour(name).slice(i, i + 2), 16));
  return `rgba(${r},${g},${b},${share})`;
};

/** A running mean that begins without bias, as TensorBoard draws it. */
export function smoothed(values, weight) {
  let last = 0;
  let known = 0;
  return values.map((value) => {
    if (value === null || !Number.isFinite(value)) return null;
    last = last * weight + (1 - weight) * value;
    known += 1;
    return last / (1 - weight ** known);
  });
}

const positive = (values) => values.map((value) => (value !== null && value > 0 ? value : null));

function ticks(value) {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e9) return `${+(value / 1e9).toPrecision(4)}G`;
  if (size >= 1e6) return `${+(value / 1e6).toPrecision(4)}M`;
  if (size >= 1e4) return `${+(value / 1e3).toPrecision(5)}k`;
  return `${+value.toPrecision(4)}`;
}

/**
 * A chart in an element of fixed height, with its legend above it.
 *
 * Lines are {key, label, colour, band, thin, dash}; data has an array for each key, and for a line
 * with a band also `key.low` and `key.high`.
 */
export class LineChart {
  constructor(place, { lines, unit, format, zoomed }) {
    this.place = place;
    this.lines = lines;
    this.unit = unit;
    this.format = format;
    this.zoomed = zoomed;
    this.log = false;
    this.outliers = false;
    this.marks = [];
    this.marker = null;
    this.data = { x: [] };
    this.range = null;
    this.hidden = new Set();
    this.legend = document.createElement('div');
    this.legend.className = 'legend';
    this.canvas = document.createElement('div');
    this.canvas.className = 'canvas';
    place.replaceChildren(this.legend, this.canvas);
    this.makeLegend();
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(this.canvas);
    for (const query of ['(prefers-color-scheme: dark)', '(max-width: 700px)']) {
      matchMedia(query).addEventListener('change', () => requestAnimationFrame(() => this.rebuild()));
    }
  }

  makeLegend() {
    this.chips = new Map();
    for (const line of this.lines.filter((one) => !one.of)) {
      const chip = document.createElement('button');
      chip.type = 'button';
      chip.className = 'chip';
      chip.dataset.colour = line.colour;
      chip.setAttribute('aria-pressed', 'true');
      const name = document.createElement('span');
      name.textContent = line.label;
      const value = document.createElement('span');
      value.className = 'value';
      chip.append(name, value);
      chip.addEventListener('click', () => this.toggle(line));
      this.chips.set(line.key, { chip, value });
      this.legend.append(chip);
    }
  }

  toggle(line) {
    const hide = !this.hidden.has(line.key);
    if (hide) this.hidden.add(line.key);
    else this.hidden.delete(line.key);
    this.chips.get(line.key).chip.setAttribute('aria-pressed', String(!hide));
    this.rebuild();
  }

  setLines(lines) {
    this.lines = lines;
    this.hidden.clear();
    this.legend.replaceChildren();
    this.makeLegend();
    this.rebuild();
  }

  setLog(log) {
    if (log !== this.log) {
      this.log = log;
      this.rebuild();
    }
  }

  /** Whether single values far from the others set the height too. */
  setOutliers(outliers) {
    this.outliers = outliers;
    this.rebuild();
  }

  /** Takes new data; the frame after it draws them. */
  setData(data, range = null) {
    this.data = data;
    this.range = range;
    this.draw();
  }

  setMarks(marks) {
    this.marks = marks;
    this.plot?.redraw(false);
  }

  setMarker(iteration) {
    this.marker = iteration;
    this.plot?.redraw(false);
  }

  draw() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      if (!this.plot) this.rebuild();
      else {
        this.plot.setData(this.columns(), false);
        this.plot.batch(() => {
          this.plot.setScale('x', this.limits());
          this.plot.redraw(true);
        });
        this.showValues(null);
      }
    });
  }

  /** The last known value of a line, for tests and for readers of the screen. */
  last(key) {
    const values = this.data[key] ?? [];
    for (let i = values.length - 1; i >= 0; i--) if (values[i] !== null) return values[i];
    return null;
  }

  limits() {
    if (this.range) return { min: this.range[0], max: Math.max(this.range[1], this.range[0] + 1) };
    const { x } = this.data;
    const from = x.length ? x[0] : 0;
    return { min: from, max: Math.max(x.length ? x[x.length - 1] : 1, from + 1) };
  }

  shown() {
    return this.lines.filter((line) => !this.hidden.has(line.of ?? line.key));
  }

  columns() {
    const fit = (values) => {
      const filled = values ?? this.data.x.map(() => null);
      return this.log ? positive(filled) : filled;
    };
    const columns = [this.data.x];
    for (const line of this.shown()) {
      if (line.band) columns.push(fit(this.data[`${line.band}.high`]), fit(this.data[`${line.band}.low`]));
      columns.push(fit(this.data[line.key]));
    }
    return columns;
  }

  rebuild() {
    const width = this.canvas.clientWidth;
    const height = this.canvas.clientHeight;
    if (width < 20 || height < 20) return;
    this.plot?.destroy();
    const series = [{}];
    const bands = [];
    for (const line of this.shown()) {
      if (line.band) {
        bands.push({ series: [series.length, series.length + 1], fill: faint(line.colour, 0.16) });
        series.push({ stroke: 'transparent', width: 0, points: { show: false } });
        series.push({ stroke: 'transparent', width: 0, points: { show: false } });
      }
      series.push({
        label: line.label,
        stroke: line.thin ? faint(line.colour, 0.45) : colour(line.colour),
        width: line.thin ? 1 : 2,
        dash: line.dash,
        spanGaps: true,
        points: line.points ? { show: true, size: 6, fill: colour(line.colour), stroke: colour(line.colour) } : { show: false },
      });
    }
    const axis = {
      stroke: colour('muted'),
      grid: { stroke: colour('grid'), width: 1 },
      ticks: { stroke: colour('grid'), width: 1, size: 4 },
      font: '11px system-ui, sans-serif',
    };
    this.plot = new uPlot(
      {
        width,
        height,
        legend: { show: false },
        padding: [8, 12, 0, 0],
        scales: {
          x: { time: false, auto: false, range: () => { const at = this.limits(); return [at.min, at.max]; } },
          y: { distr: this.log ? 3 : 1, range: (u, low, high) => this.span(u, low, high) },
        },
        axes: [
          { ...axis, size: 26, gap: 4, space: 70, values: (u, at) => at.map(ticks) },
          { ...axis, size: 52, gap: 4, values: (u, at) => at.map((v) => (v === null ? '' : ticks(v))) },
        ],
        series,
        bands,
        cursor: {
          sync: { key: 'iterations' },
          drag: { x: true, y: false, setScale: false },
          points: { size: 6 },
          y: false,
        },
        hooks: {
          drawAxes: [(u) => this.drawMarks(u)],
          draw: [(u) => this.drawMarker(u)],
          setCursor: [(u) => this.showValues(u.cursor.idx)],
          setSelect: [(u) => this.select(u)],
        },
      },
      this.columns(),
      this.canvas,
    );
    this.plot.over.addEventListener('dblclick', () => this.zoomed?.(null));
    this.showValues(null);
  }

  /** The height: all values, or all but the largest hundredth where those are far away. */
  span(plot, low, high) {
    if (low === null || high === null || !Number.isFinite(low) || !Number.isFinite(high)) return this.log ? [0.1, 1] : [0, 1];
    let top = high;
    if (!this.outliers) {
      const values = this.visible(plot);
      const most = values.length > 100 ? values[Math.floor(values.length * 0.99)] : high;
      if (high > 1.5 * most && most > low) top = most * 1.15;
    }
    if (this.log) return [low * 0.9, top * 1.1];
    if (low === top) return low === 0 ? [0, 1] : [Math.min(0, low * 1.2), Math.max(0, top * 1.2)];
    const room = (top - low) * 0.06;
    return [low >= 0 && low - room < 0 ? 0 : low - room, top + room];
  }

  /** All drawn values between the ends of the x axis, ascending. */
  visible(plot) {
    const { min, max } = this.limits();
    const x = this.data.x;
    const values = [];
    for (const column of plot.data.slice(1)) {
      for (let i = 0; i < x.length; i++) if (x[i] >= min && x[i] <= max && column[i] !== null) values.push(column[i]);
    }
    return values.sort((a, b) => a - b);
  }

  select(plot) {
    const { left, width } = plot.select;
    if (width < 8) return;
    const from = Math.round(plot.posToVal(left, 'x'));
    const to = Math.round(plot.posToVal(left + width, 'x'));
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    if (to > from) this.zoomed?.([Math.max(1, from), to]);
  }

  vertical(plot, iteration, stroke, dash) {
    const { min, max } = plot.scales.x;
    if (min === null || iteration < min || iteration > max) return null;
    const { ctx, bbox } = plot;
    const x = Math.round(plot.valToPos(iteration, 'x', true)) + 0.5;
    ctx.save();
    ctx.strokeStyle = stroke;
    ctx.lineWidth = Math.max(1, devicePixelRatio);
    ctx.setLineDash(dash.map((part) => part * devicePixelRatio));
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.restore();
    return x;
  }

  drawMarks(plot) {
    for (const mark of this.marks) {
      const bad = ['collapsed', 'failed', 'rolled_back', 'slowed'].includes(mark.kind);
      const x = this.vertical(plot, mark.iteration, colour(bad ? 'bad' : 'mark'), [2, 3]);
      if (x !== null && mark.kind === 'stage_changed') {
        plot.ctx.save();
        plot.ctx.fillStyle = colour('muted');
        plot.ctx.font = `${11 * devicePixelRatio}px system-ui, sans-serif`;
        plot.ctx.fillText(mark.text.replace(/^stage /, ''), x + 4 * devicePixelRatio, plot.bbox.top + 12 * devicePixelRatio);
        plot.ctx.restore();
      }
    }
  }

  drawMarker(plot) {
    if (this.marker === null) return;
    const x = this.vertical(plot, this.marker, colour('accent'), []);
    if (x === null) return;
    const { ctx, bbox } = plot;
    const size = 5 * devicePixelRatio;
    ctx.save();
    ctx.fillStyle = colour('accent');
    ctx.beginPath();
    ctx.moveTo(x - size, bbox.top);
    ctx.lineTo(x + size, bbox.top);
    ctx.lineTo(x, bbox.top + size * 1.4);
    ctx.fill();
    ctx.restore();
  }

  showValues(index) {
    const known = Number.isInteger(index) && index < this.data.x.length;
    const at = (key) => {
      const value = known ? (this.data[key] ?? [])[index] : this.last(key);
      return value === null || value === undefined ? '' : this.format(value);
    };
    for (const line of this.lines.filter((one) => !one.of)) {
      const text = at(line.key) + (line.raw && known ? ` (${at(line.raw)})` : '');
      const place = this.chips.get(line.key).value;
      if (place.textContent !== text) place.textContent = text;
    }
    if (!known) {
      const texts = this.lines.filter((one) => !one.of).map((line) => `${line.label} ${this.last(line.key) === null ? 'unknown' : this.format(this.last(line.key))}`);
      this.canvas.setAttribute('role', 'img');
      this.canvas.setAttribute('aria-label', `Chart over iterations, last values: ${texts.join(', ')}${this.unit ? `, in ${this.unit}` : ''}`);
    }
  }

  resize() {
    const width = this.canvas.clientWidth;
    const height = this.canvas.clientHeight;
    if (!this.plot) this.rebuild();
    else if (width > 20 && (width !== this.plot.width || height !== this.plot.height)) this.plot.setSize({ width, height });
  }
}
