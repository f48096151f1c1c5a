// Quality against cost, with the points that no other one beats in both.
import { plain, tickTexts, ticks } from './axes.js';

const SVG = 'http://www.w3.org/2000/svg';
const HEIGHT = 300;
const LEFT = 58;
const RIGHT = 16;
const TOP = 12;
const BOTTOM = 44;

function make(tag, attributes, text = '') {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text !== '') made.textContent = text;
  return made;
}

/**
 * Those of some points that no other one beats: none is at least as good in both and better in one.
 *
 * @param points each {x, y}
 * @param xSign 1 where less of x is better, else -1; the same for y
 */
export function front(points, xSign, ySign) {
  return points.filter(
    (one) =>
      !points.some(
        (other) =>
          xSign * other.x <= xSign * one.x && ySign * other.y <= ySign * one.y && (other.x !== one.x || other.y !== one.y),
      ),
  );
}

export class Scatter {
  /**
   * @param place the element that is drawn into
   * @param limited is told limits of cost and quality, or null for both
   */
  constructor(place, limited) {
    this.place = place;
    this.limited = limited;
    this.svg = make('svg', { class: 'scatter', role: 'img', height: HEIGHT });
    // It stays while everything over it is drawn again, so that a drag keeps the element it began on.
    this.plot = make('rect', { class: 'plot', x: LEFT, y: TOP, height: HEIGHT - TOP - BOTTOM });
    this.drawn = make('g', {});
    this.svg.append(this.plot, this.drawn);
    place.replaceChildren(this.svg);
    this.svg.addEventListener('pointerdown', (e) => this.drag(e));
    this.svg.addEventListener('dblclick', () => this.limited(null, null));
    new ResizeObserver(() => this.draw()).observe(place);
  }

  /** Takes cost and quality axes, trials and means of points with their words, limits and which ones are inside. */
  show(data) {
    this.data = data;
    this.draw();
  }

  scale() {
    const { cost, quality } = this.data;
    const room = (axis) => {
      const span = axis.high - axis.low || Math.abs(axis.high) || 1;
      return [axis.low - span * 0.06, axis.high + span * 0.06];
    };
    const [x0, x1] = room(cost);
    const [y0, y1] = room(quality);
    const right = this.width - RIGHT;
    const bottom = HEIGHT - BOTTOM;
    return {
      x0, x1, y0, y1,
      x: (value) => LEFT + ((right - LEFT) * (value - x0)) / (x1 - x0),
      y: (value) => bottom - ((bottom - TOP) * (value - y0)) / (y1 - y0),
      cost: (x) => x0 + ((x - LEFT) * (x1 - x0)) / (right - LEFT),
      quality: (y) => y0 + ((bottom - y) * (y1 - y0)) / (bottom - TOP),
    };
  }

  draw() {
    if (!this.data) return;
    this.width = this.place.clientWidth;
    if (this.width < 60) return;
    const { cost, quality, trials, means, limits, words } = this.data;
    this.svg.setAttribute('viewBox', `0 0 ${this.width} ${HEIGHT}`);
    this.svg.setAttribute('width', this.width);
    this.svg.setAttribute('aria-label', words);
    this.plot.setAttribute('width', this.width - LEFT - RIGHT);
    const parts = [];
    if (!cost.known || !quality.known) {
      this.drawn.replaceChildren(make('text', { x: this.width / 2, y: HEIGHT / 2, 'text-anchor': 'middle' }, 'No trial has both figures yet.'));
      return;
    }
    const to = this.scale();
    this.to = to;
    const across = ticks(to.x0, to.x1, this.width < 420 ? 3 : 6);
    const texts = tickTexts(across);
    for (const [i, at] of across.entries()) {
      parts.push(make('line', { class: 'grid', x1: to.x(at), x2: to.x(at), y1: TOP, y2: HEIGHT - BOTTOM }));
      parts.push(make('text', { x: to.x(at), y: HEIGHT - BOTTOM + 16, 'text-anchor': 'middle' }, texts[i]));
    }
    const up = ticks(to.y0, to.y1, 5);
    const heights = tickTexts(up);
    for (const [i, at] of up.entries()) {
      parts.push(make('line', { class: 'grid', x1: LEFT, x2: this.width - RIGHT, y1: to.y(at), y2: to.y(at) }));
      parts.push(make('text', { x: LEFT - 6, y: to.y(at) + 4, 'text-anchor': 'end' }, heights[i]));
    }
    parts.push(make('text', { class: 'name', x: (LEFT + this.width - RIGHT) / 2, y: HEIGHT - 8, 'text-anchor': 'middle' }, plain(cost.key)));
    parts.push(
      make('text', { class: 'name', transform: `translate(12 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)`, 'text-anchor': 'middle' }, plain(quality.key)),
    );
    const onFront = means.filter((mean) => mean.front).sort((a, b) => a.x - b.x);
    if (onFront.length > 1) {
      parts.push(make('path', { class: 'front-line', d: onFront.map((mean, i) => `${i ? 'L' : 'M'}${to.x(mean.x)} ${to.y(mean.y)}`).join('') }));
    }
    for (const one of trials) {
      const dot = make('circle', { cx: to.x(one.x), cy: to.y(one.y), r: 3, class: `dot${one.inside ? '' : ' out'}${one.soFar ? ' so-far' : ''}`, 'data-trial': one.number });
      dot.append(make('title', {}, one.words));
      parts.push(dot);
    }
    for (const mean of means) {
      const dot = make('circle', { cx: to.x(mean.x), cy: to.y(mean.y), r: 6, class: `mean${mean.front ? ' front' : ''}${mean.inside ? '' : ' out'}`, 'data-point': mean.point });
      dot.append(make('title', {}, mean.words));
      parts.push(dot);
    }
    const [x, y] = [limits.get(cost.key), limits.get(quality.key)];
    if (x || y) parts.push(this.box(x ?? [to.x0, to.x1], y ?? [to.y0, to.y1]));
    this.drawn.replaceChildren(...parts);
  }

  box([x0, x1], [y0, y1]) {
    const { to } = this;
    const cut = (value, low, high) => Math.max(low, Math.min(high, value));
    const left = cut(to.x(x0), LEFT, this.width - RIGHT);
    const top = cut(to.y(y1), TOP, HEIGHT - BOTTOM);
    return make('rect', {
      class: 'limits', x: left, y: top,
      width: Math.max(2, cut(to.x(x1), LEFT, this.width - RIGHT) - left),
      height: Math.max(2, cut(to.y(y0), TOP, HEIGHT - BOTTOM) - top),
    });
  }

  at(event) {
    const box = this.svg.getBoundingClientRect();
    const x = ((event.clientX - box.left) * this.width) / box.width;
    const y = ((event.clientY - box.top) * HEIGHT) / box.height;
    return [this.to.cost(x), this.to.quality(y)];
  }

  /** Beside the plot a finger or a pen scrolls the page; a second finger draws no rectangle of its own. */
  drag(event) {
    if (!this.to || event.button !== 0 || !event.isPrimary) return;
    if (event.pointerType !== 'mouse' && !event.target.closest('.plot, circle')) return;
    event.preventDefault();
    const from = this.at(event);
    const start = [event.clientX, event.clientY];
    this.svg.setPointerCapture(event.pointerId);
    const moved = (e) => {
      if (Math.abs(e.clientX - start[0]) + Math.abs(e.clientY - start[1]) < 8) return;
      const now = this.at(e);
      const range = (i) => [Math.min(from[i], now[i]), Math.max(from[i], now[i])];
      this.limited(range(0), range(1));
    };
    const end = () => {
      this.svg.removeEventListener('pointermove', moved);
      this.svg.removeEventListener('pointerup', end);
      this.svg.removeEventListener('pointercancel', end);
    };
    this.svg.addEventListener('pointermove', moved);
    this.svg.addEventListener('pointerup', end);
    this.svg.addEventListener('pointercancel', end);
  }
}
