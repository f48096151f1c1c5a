// Parallel coordinates: an axis for each setting and figure, a line for each trial, limits by drag and by keys.
import { plain } from './axes.js';

const SVG = 'http://www.w3.org/2000/svg';
const HEIGHT = 300;
const TOP = 44;
const BOTTOM = 14;
const SIDE = 46;
const LEAST = 118;

function make(tag, attributes, text = '') {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text !== '') made.textContent = text;
  return made;
}

export class Parallel {
  /**
   * @param place the element that is drawn into
   * @param limited is told the key of an axis and its limits as two numbers, or null
   */
  constructor(place, limited) {
    this.place = place;
    this.limited = limited;
    this.svg = make('svg', { class: 'parallel', role: 'group', 'aria-label': 'Parallel coordinates of all trials' });
    this.lines = make('g', { class: 'lines', 'aria-hidden': 'true' });
    this.frame = make('g', {});
    this.svg.append(this.lines, this.frame);
    place.replaceChildren(this.svg);
    this.axes = [];
    new ResizeObserver(() => this.draw()).observe(place.parentElement);
  }

  /** Takes what is drawn: axes, trials, limits by key, whether a trial is inside and whether it is on the front. */
  show(data) {
    this.data = data;
    this.draw();
  }

  y(axis, number) {
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - axis.place(number));
  }

  x(i) {
    const { axes } = this.data;
    return axes.length === 1 ? this.width / 2 : SIDE + ((this.width - 2 * SIDE) * i) / (axes.length - 1);
  }

  draw() {
    if (!this.data) return;
    const { axes, trials, inside, front } = this.data;
    const room = this.place.parentElement.clientWidth;
    this.width = Math.max(room, LEAST * axes.length);
    this.svg.setAttribute('viewBox', `0 0 ${this.width} ${HEIGHT}`);
    this.svg.setAttribute('width', this.width);
    this.svg.setAttribute('height', HEIGHT);
    const drawn = trials
      .map((trial) => ({ trial, d: this.path(trial) }))
      .sort((a, b) => inside(a.trial) - inside(b.trial) || front(a.trial) - front(b.trial));
    this.lines.replaceChildren(
      ...drawn.map(({ trial, d }) =>
        make('path', { d, class: inside(trial) ? (front(trial) ? 'front' : 'in') : 'out', 'data-trial': trial.number }),
      ),
    );
    this.drawAxes();
  }

  path(trial) {
    let d = '';
    let gap = true;
    this.data.axes.forEach((axis, i) => {
      const number = axis.number(trial);
      if (Number.isFinite(number)) {
        d += `${gap ? 'M' : 'L'}${this.x(i).toFixed(1)} ${this.y(axis, number).toFixed(1)}`;
        gap = false;
      } else gap = true;
    });
    return d;
  }

  /** Axes stay the same elements while their keys do, so that a handle keeps the focus. */
  drawAxes() {
    const { axes } = this.data;
    const keys = axes.map((axis) => axis.key).join('\n');
    if (keys !== this.keys) {
      this.keys = keys;
      this.frame.replaceChildren(...axes.map((axis, i) => this.makeAxis(i)));
    }
    axes.forEach((axis, i) => this.fillAxis(this.frame.children[i], axis, i));
  }

  makeAxis(i) {
    const group = make('g', { class: 'axis', role: 'group' });
    const hit = make('rect', { class: 'hit', width: 40, y: TOP - 8, height: HEIGHT - TOP - BOTTOM + 16 });
    hit.addEventListener('pointerdown', (e) => this.drag(e, i));
    hit.addEventListener('dblclick', () => this.limited(this.data.axes[i].key, null));
    const handle = (end) => {
      const made = make('rect', {
        class: 'handle', width: 22, height: 8, rx: 3, tabindex: 0, role: 'slider', 'aria-orientation': 'vertical', 'data-end': end,
      });
      made.addEventListener('keydown', (e) => this.key(e, i, end));
      made.addEventListener('pointerdown', (e) => this.dragEnd(e, i, end));
      return made;
    };
    group.append(
      make('line', { class: 'line', y1: TOP, y2: HEIGHT - BOTTOM }),
      make('g', { class: 'marks', 'aria-hidden': 'true' }),
      make('text', { class: 'name', y: 16, 'text-anchor': 'middle', 'aria-hidden': 'true' }),
      hit,
      make('rect', { class: 'limits', width: 14, rx: 3 }),
      handle('low'),
      handle('high'),
    );
    return group;
  }

  fillAxis(group, axis, i) {
    const x = this.x(i);
    const [line, marks, name, hit, box, low, high] = group.children;
    group.setAttribute('aria-label', plain(axis.key));
    line.setAttribute('x1', x);
    line.setAttribute('x2', x);
    name.setAttribute('x', x);
    const text = plain(axis.key);
    name.textContent = text.length > 17 ? `${text.slice(0, 16)}…` : text;
    hit.setAttribute('x', x - 20);
    const last = i === this.data.axes.length - 1 && i > 0;
    marks.replaceChildren(
      ...axis.marks().map((number) =>
        make('text', { x: last ? x - 14 : x + 14, y: this.y(axis, number) + 4, 'text-anchor': last ? 'end' : 'start' }, axis.known ? axis.text(number) : ''),
      ),
    );
    const limits = this.data.limits.get(axis.key);
    const [from, to] = limits ?? axis.ends();
    const shown = (number) => this.y(axis, Math.max(axis.ends()[0], Math.min(axis.ends()[1], number)));
    box.setAttribute('x', x - 7);
    box.setAttribute('y', shown(to));
    box.setAttribute('height', Math.max(3, shown(from) - shown(to)));
    box.setAttribute('visibility', limits ? 'visible' : 'hidden');
    for (const [handle, number, word, other] of [[low, from, 'lower limit', axis.ends()[0]], [high, to, 'upper limit', axis.ends()[1]]]) {
      const y = shown(number);
      handle.setAttribute('x', x - 11);
      handle.setAttribute('y', word === 'lower limit' ? y : y - 8);
      handle.classList.toggle('set', Boolean(limits));
      handle.setAttribute('aria-label', `${plain(axis.key)}, ${word}`);
      const [least, most] = axis.ends();
      handle.setAttribute('aria-valuemin', String(least));
      handle.setAttribute('aria-valuemax', String(most));
      handle.setAttribute('aria-valuenow', String(Math.max(least, Math.min(most, number))));
      handle.setAttribute('aria-valuetext', limits && number !== other ? axis.text(Math.max(least, Math.min(most, number))) : `${axis.text(other)}, no limit`);
    }
  }

  /** The number of an axis at a height in the drawing; of levels a whole one. */
  numberAt(event, axis) {
    const box = this.svg.getBoundingClientRect();
    const y = ((event.clientY - box.top) * HEIGHT) / box.height;
    const place = Math.max(0, Math.min(1, 1 - (y - TOP) / (HEIGHT - TOP - BOTTOM)));
    return axis.at(place);
  }

  follow(event, moved, done = () => {}) {
    event.preventDefault();
    const target = event.target;
    target.setPointerCapture(event.pointerId);
    const end = (e) => {
      target.removeEventListener('pointermove', moved);
      target.removeEventListener('pointerup', end);
      target.removeEventListener('pointercancel', end);
      done(e);
    };
    target.addEventListener('pointermove', moved);
    target.addEventListener('pointerup', end);
    target.addEventListener('pointercancel', end);
  }

  drag(event, i) {
    const axis = this.data.axes[i];
    const from = this.numberAt(event, axis);
    const at = event.clientY;
    this.follow(event, (e) => {
      if (Math.abs(e.clientY - at) < 4) return;
      const to = this.numberAt(e, axis);
      this.set(axis, Math.min(from, to), Math.max(from, to));
    });
  }

  dragEnd(event, i, end) {
    event.target.focus();
    this.follow(event, (e) => this.moveEnd(this.data.axes[i], end, this.numberAt(e, this.data.axes[i])));
  }

  set(axis, low, high) {
    const [least, most] = axis.ends();
    const [from, to] = axis.levels ? [Math.ceil(low - 0.3), Math.floor(high + 0.3)] : [low, high];
    if (from > to) return;
    this.limited(axis.key, from <= least && to >= most ? null : [from, to]);
  }

  moveEnd(axis, end, number) {
    const [low, high] = this.data.limits.get(axis.key) ?? axis.ends();
    const whole = axis.levels ? Math.round(number) : number;
    if (end === 'low') this.set(axis, Math.min(whole, high), high);
    else this.set(axis, low, Math.max(whole, low));
  }

  key(event, i, end) {
    const axis = this.data.axes[i];
    const [least, most] = axis.ends();
    const limits = this.data.limits.get(axis.key) ?? axis.ends();
    const now = Math.max(least, Math.min(most, end === 'low' ? limits[0] : limits[1]));
    const small = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 4, PageDown: -4 }[event.key];
    if (small) this.moveEnd(axis, end, axis.levels ? now + Math.sign(small) : axis.at(Math.max(0, Math.min(1, axis.place(now) + small * 0.05))));
    else if (event.key === 'Home') this.moveEnd(axis, end, end === 'low' ? least : limits[0]);
    else if (event.key === 'End') this.moveEnd(axis, end, end === 'low' ? limits[1] : most);
    else if (event.key === 'Delete' || event.key === 'Backspace') this.limited(axis.key, null);
    else return;
    event.preventDefault();
  }
}
