// The picture of a frame: kinds, before and after, size and place.
import { element } from './api.js';

const at = (id) => document.getElementById(id);
const KINDS = [
  ['merged', 'merged', 'The frame as it is written'],
  ['frame', 'frame', 'The frame before merging'],
  ['mask', 'mask', 'The mask alone'],
  ['tint', 'tint', 'The mask as a red tint'],
  ['tiles', 'tiles', 'Tiles where the mask is not (V)'],
];
const LEAST = 0.1;
const MOST = 4;

export class FramePicture {
  /** @param shown is told how many milliseconds after {@link show} a picture was there, or what went wrong */
  constructor(shown) {
    this.told = shown;
    this.kind = 'merged';
    this.scale = 0;
    this.wanted = null;
    this.busy = false;
    this.since = 0;
    for (const [kind, text, title] of KINDS) {
      const button = element('button', '', text);
      button.type = 'button';
      button.title = title;
      button.dataset.kind = kind;
      button.setAttribute('role', 'radio');
      button.addEventListener('click', () => this.setKind(kind));
      at('kinds').append(button);
    }
    at('kinds').addEventListener('keydown', (e) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
      if (!step) return;
      e.preventDefault();
      const place = KINDS.findIndex(([kind]) => kind === this.kind);
      this.setKind(KINDS[(place + step + KINDS.length) % KINDS.length][0]);
      at('kinds').querySelector('[aria-checked="true"]').focus();
    });
    at('wiping').addEventListener('change', () => this.wipe());
    at('wipe').addEventListener('input', () => this.cut());
    at('smaller').addEventListener('click', () => this.zoomBy(-0.1));
    at('larger').addEventListener('click', () => this.zoomBy(0.1));
    at('fit').addEventListener('click', () => this.setScale(0));
    at('view').addEventListener('wheel', (e) => this.wheel(e), { passive: false });
    this.drag();
    new ResizeObserver(() => this.layOut()).observe(at('view'));
    this.setKind('merged');
  }

  setKind(kind) {
    this.kind = kind;
    for (const button of at('kinds').children) {
      const chosen = button.dataset.kind === kind;
      button.setAttribute('aria-checked', String(chosen));
      button.tabIndex = chosen ? 0 : -1;
    }
    this.load();
  }

  /** V: tiles, or back. */
  toggleTiles() {
    this.setKind(this.kind === 'tiles' ? 'merged' : 'tiles');
  }

  /** B: the frame beside the result, or not. */
  toggleWipe() {
    at('wiping').checked = !at('wiping').checked;
    this.wipe();
  }

  wipe() {
    at('wipe-row').hidden = !at('wiping').checked;
    this.load();
  }

  /**
   * Shows a frame.
   *
   * @param frame its number
   * @param version differs where its options do
   * @param since when it was asked for, as performance.now() counts
   */
  show(frame, version, since) {
    this.wanted = { frame, version };
    this.since = since;
    this.load();
  }

  address(kind) {
    const { frame, version } = this.wanted;
    return `/api/merge/frames/${frame}/${kind}?v=${encodeURIComponent(version)}`;
  }

  /** Loads what is wanted now; while a picture is on its way, only the newest wish is kept. */
  async load() {
    if (this.busy) {
      this.again = true;
      return;
    }
    this.busy = true;
    do {
      this.again = false;
      if (this.wanted) await this.loadOnce();
    } while (this.again);
    this.busy = false;
  }

  async loadOnce() {
    const wiping = at('wiping').checked;
    const { frame } = this.wanted;
    const since = this.since;
    try {
      const pictures = [this.picture(this.kind), wiping ? this.picture('frame') : null];
      const [shown, before] = await Promise.all(pictures);
      this.put('shown', shown);
      this.put('before', before);
      at('edge').hidden = !wiping;
      at('shown').alt = `Frame ${frame}, ${this.kind}`;
      at('before').alt = wiping ? `Frame ${frame} before merging` : '';
      at('none').hidden = true;
      this.layOut();
      this.cut();
      this.told(performance.now() - since, '');
    } catch (problem) {
      at('none').textContent = problem.message;
      at('none').hidden = false;
      this.told(performance.now() - since, problem.message);
    }
  }

  /** Returns the address of a picture in memory. */
  async picture(kind) {
    const answer = await fetch(this.address(kind), { credentials: 'same-origin' });
    if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).error || 'the picture cannot be made');
    const picture = new Image();
    picture.src = URL.createObjectURL(await answer.blob());
    await picture.decode();
    return picture.src;
  }

  put(id, source) {
    const before = at(id).src;
    if (source) at(id).src = source;
    else at(id).removeAttribute('src');
    at(id).hidden = !source;
    if (before.startsWith('blob:')) URL.revokeObjectURL(before);
  }

  cut() {
    const part = at('wiping').checked ? Number(at('wipe').value) : 0;
    at('before').style.clipPath = `inset(0 ${100 - part}% 0 0)`;
    at('edge').style.left = `${part}%`;
  }

  /** Smaller or larger by a part of the picture's own size. */
  zoomBy(step) {
    this.setScale(Math.max(LEAST, Math.round((this.now() + step) * 10) / 10));
  }

  setScale(scale) {
    this.scale = scale === 0 ? 0 : Math.min(MOST, Math.max(LEAST, scale));
    this.layOut();
  }

  /** How large a pixel of the frame is on the page. */
  now() {
    const width = at('shown').naturalWidth;
    return this.scale || (width ? this.fitting() : 1);
  }

  /** At which size all of the picture is seen. */
  fitting() {
    const { naturalWidth: width, naturalHeight: height } = at('shown');
    return Math.min(at('view').clientWidth / width, at('view').clientHeight / height);
  }

  layOut() {
    const { naturalWidth: width, naturalHeight: height } = at('shown');
    if (!width) return;
    const scale = this.scale || this.fitting();
    at('sheet').style.width = `${Math.round(width * scale)}px`;
    at('sheet').style.height = `${Math.round(height * scale)}px`;
    at('scale').textContent = `${Math.round(scale * 100)} %`;
  }

  wheel(event) {
    if (!event.ctrlKey) return;
    event.preventDefault();
    this.zoomBy(event.deltaY < 0 ? 0.1 : -0.1);
  }

  /** A large picture is moved by dragging. */
  drag() {
    const view = at('view');
    let from = null;
    view.addEventListener('pointerdown', (e) => {
      if (e.button !== 0 || e.pointerType === 'touch') return;
      from = { x: e.clientX + view.scrollLeft, y: e.clientY + view.scrollTop };
      view.setPointerCapture(e.pointerId);
    });
    view.addEventListener('pointermove', (e) => {
      if (from) view.scrollTo(from.x - e.clientX, from.y - e.clientY);
    });
    for (const end of ['pointerup', 'pointercancel']) view.addEventListener(end, () => (from = null));
    at('shown').draggable = false;
    at('before').draggable = false;
  }
}
