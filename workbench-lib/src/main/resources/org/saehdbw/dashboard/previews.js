// The preview pictures of a run: kinds, time, before and after.
import { element } from './api.js';
import { count } from './format.js';

const CAPTIONS = {
  faces: ['src', 'src redrawn', 'dst', 'dst redrawn', 'swap'],
  'faces-masked': ['src', 'src redrawn', 'dst', 'dst redrawn', 'swap'],
  'src-src': ['src', 'src redrawn'],
  'dst-dst': ['dst', 'dst redrawn'],
  swap: ['dst', 'swap'],
  'masked-src-src': ['src', 'src redrawn'],
  'masked-dst-dst': ['dst', 'dst redrawn'],
  'masked-swap': ['dst', 'swap'],
};
const NAMES = { faces: 'plain', 'faces-masked': 'masked' };
const ORDER = Object.keys(CAPTIONS);
/** What the names of pictures of the batch begin with. */
const BATCH = 'batch-';

const at = (id) => document.getElementById(id);

export class Previews {
  /**
   * @param run the run's name
   * @param moved is told the iteration that is shown, or null
   */
  constructor(run, moved) {
    this.run = run;
    this.moved = moved;
    this.grids = {};
    /** The kind without the set, such as faces; the set is '' or 'batch-'. */
    this.kind = '';
    this.set = '';
    this.epoch = 0;
    this.index = -1;
    this.follows = true;
    this.picture = at('picture');
    this.shown = { now: '', before: '' };
    at('time').addEventListener('input', () => this.goTo(Number(at('time').value)));
    at('earlier').addEventListener('input', () => this.draw());
    at('split').addEventListener('input', () => this.cut());
    at('comparing').addEventListener('change', () => this.compare());
    const byArrows = (id, next) =>
      at(id).addEventListener('keydown', (e) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
        if (step) {
          e.preventDefault();
          next(step);
          at(id).querySelector('[aria-checked="true"]')?.focus();
        }
      });
    byArrows('types', (step) => this.nextKind(step));
    byArrows('sets', () => this.setSet(this.set === BATCH ? '' : BATCH));
    for (const button of at('sets').children) button.addEventListener('click', () => this.setSet(button.dataset.set));
  }

  /** Takes all pictures of the run. */
  setAll(grids, epoch) {
    this.grids = grids;
    this.epoch = epoch;
    this.chooseKind();
  }

  chooseKind() {
    const kinds = this.kinds();
    if (!kinds.includes(this.kind)) this.kind = kinds[0] ?? '';
    this.makeKinds();
    this.update();
  }

  /** Shows faces that are not trained on, or those of the batch that was trained on last. */
  setSet(set) {
    const iteration = this.iteration();
    this.set = set;
    this.chooseKind();
    this.stay(iteration);
  }

  /** Goes to the picture of an iteration, or to the next one after it, unless the newest is followed. */
  stay(iteration) {
    if (!this.follows && iteration !== null) {
      const all = this.all();
      const near = all.findIndex((one) => one >= iteration);
      this.index = near < 0 ? all.length - 1 : near;
    }
    this.update();
  }

  setEpoch(epoch) {
    this.epoch = epoch;
  }

  /** Takes pictures that came since then. */
  add(added) {
    const before = this.kinds().length;
    for (const [kind, iterations] of Object.entries(added)) {
      const all = new Set([...(this.grids[kind] ?? []), ...iterations]);
      this.grids[kind] = [...all].sort((a, b) => a - b);
    }
    if (this.kinds().length !== before || !this.kind) this.setAll(this.grids, this.epoch);
    else this.update();
  }

  kinds() {
    const place = (kind) => (ORDER.indexOf(kind) + 99) % 99;
    return Object.keys(this.grids)
      .filter((grid) => grid.startsWith(BATCH) === (this.set === BATCH))
      .map((grid) => grid.slice(this.set.length))
      .sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
  }

  makeKinds() {
    at('types').replaceChildren(
      ...this.kinds().map((kind) => {
        const button = element('button', '', NAMES[kind] ?? kind.replaceAll('-', ' '));
        button.type = 'button';
        button.dataset.kind = kind;
        button.setAttribute('role', 'radio');
        button.addEventListener('click', () => this.setKind(kind));
        return button;
      }),
    );
  }

  nextKind(step = 1) {
    const kinds = this.kinds();
    if (kinds.length) this.setKind(kinds[(kinds.indexOf(this.kind) + step + kinds.length) % kinds.length]);
  }

  setKind(kind) {
    const iteration = this.iteration();
    this.kind = kind;
    this.stay(iteration);
  }

  all() {
    return this.grids[this.set + this.kind] ?? [];
  }

  /** The iteration that is shown, or null. */
  iteration() {
    return this.all()[this.index] ?? null;
  }

  earlier() {
    return this.all()[Number(at('earlier').value)] ?? null;
  }

  goTo(index) {
    const last = this.all().length - 1;
    this.index = Math.max(0, Math.min(last, index));
    this.follows = this.index === last;
    this.update();
  }

  step(by) {
    this.goTo(this.index + by);
  }

  update() {
    const all = this.all();
    if (this.follows || this.index >= all.length) this.index = all.length - 1;
    for (const id of ['time', 'earlier']) {
      at(id).max = String(Math.max(0, all.length - 1));
      at(id).disabled = all.length < 2;
    }
    at('time').value = String(Math.max(0, this.index));
    for (const button of at('types').children) {
      const chosen = button.dataset.kind === this.kind;
      button.setAttribute('aria-checked', String(chosen));
      button.tabIndex = chosen ? 0 : -1;
    }
    for (const button of at('sets').children) {
      const chosen = button.dataset.set === this.set;
      button.setAttribute('aria-checked', String(chosen));
      button.tabIndex = chosen ? 0 : -1;
    }
    at('none').textContent =
      this.set === BATCH && Object.keys(this.grids).length
        ? 'This run has no pictures of its batches: its trainer drew none yet, or is of an older version.'
        : 'No preview yet.';
    at('columns').replaceChildren(...(CAPTIONS[this.kind] ?? []).map((text) => element('span', '', text)));
    at('none').hidden = all.length > 0;
    at('open').hidden = all.length === 0;
    this.draw();
    this.moved(this.iteration());
  }

  compare() {
    const on = at('comparing').checked;
    at('split-row').hidden = !on;
    at('before-row').hidden = !on;
    if (on && this.all().length > 1) at('earlier').value = '0';
    this.draw();
  }

  get comparing() {
    return at('comparing').checked;
  }

  address(iteration) {
    const file = `${String(iteration).padStart(7, '0')}_${this.set}${this.kind}.png`;
    return `/api/runs/${encodeURIComponent(this.run)}/previews/${encodeURIComponent(file)}?v=${this.epoch}`;
  }

  draw() {
    const now = this.iteration();
    const newest = this.index === this.all().length - 1;
    at('time-text').textContent = now === null ? '–' : `${count(now)}${newest ? ' (newest)' : ''}`;
    if (now !== null) this.show('now', now, `Preview of ${this.set === BATCH ? 'the batch' : 'held-out faces'} of iteration ${count(now)}, ${NAMES[this.kind] ?? this.kind}`);
    const before = this.comparing ? this.earlier() : null;
    at('before').hidden = before === null;
    at('edge').hidden = before === null;
    if (before !== null) {
      at('earlier-text').textContent = count(before);
      this.show('before', before, `The same of iteration ${count(before)}`);
    }
    this.cut();
  }

  cut() {
    const share = Number(at('split').value);
    at('before').style.clipPath = `inset(0 ${100 - share}% 0 0)`;
    at('edge').style.left = `${share}%`;
  }

  /** Changes a picture only once the new one can be drawn, so that nothing flickers. */
  async show(id, iteration, text) {
    const address = this.address(iteration);
    if (this.shown[id] === address) return;
    this.shown[id] = address;
    const next = new Image();
    next.src = address;
    try {
      await next.decode();
    } catch {
      if (this.shown[id] === address) this.shown[id] = '';
      return;
    }
    if (this.shown[id] !== address) return;
    const picture = at(id);
    picture.src = address;
    picture.alt = text;
    picture.dataset.iteration = String(iteration);
    if (id === 'now') this.picture.style.aspectRatio = `${next.naturalWidth} / ${next.naturalHeight}`;
  }

  captions() {
    return CAPTIONS[this.kind] ?? [];
  }
}
