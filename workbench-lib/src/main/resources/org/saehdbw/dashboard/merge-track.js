// Which frames are done, where keyframes are, and what changes there.
import { element } from './api.js';
import { count } from './format.js';
import { label } from './merge-options.js';

const at = (id) => document.getElementById(id);

/** What differs from the options before, in words. */
function differences(options, before, standards) {
  const words = [];
  for (const [name, value] of Object.entries(options)) {
    const old = before ? before[name] : standards[name];
    if (value !== old) words.push(`${label(name)} ${value}`);
  }
  return words.length ? words.join(', ') : before ? 'as before' : 'defaults';
}

export class Track {
  /**
   * @param frames how many there are
   * @param standards default values by name
   * @param go shows a frame
   * @param ask changes a keyframe: frame, and what is asked
   */
  constructor(frames, standards, go, ask) {
    this.frames = frames;
    this.standards = standards;
    this.go = go;
    this.ask = ask;
    this.drawn = '';
  }

  left(frame) {
    return this.frames > 1 ? (100 * (frame - 1)) / (this.frames - 1) : 0;
  }

  /** Shows which frames are done. */
  showSpans(spans) {
    for (const old of at('marks').querySelectorAll('.span')) old.remove();
    for (const [from, to, state] of spans) {
      if (state === 'todo') continue;
      const span = element('span', 'span');
      span.dataset.state = state;
      const half = this.frames > 1 ? 50 / (this.frames - 1) : 50;
      span.style.left = `${Math.max(0, this.left(from) - half)}%`;
      span.style.right = `${Math.max(0, 100 - this.left(to) - half)}%`;
      at('marks').append(span);
    }
  }

  /** Shows keyframes, and which of them the shown frame has its options from. */
  show(keyframes, frame, own) {
    const text = JSON.stringify(keyframes);
    if (text !== this.drawn) {
      this.drawn = text;
      this.draw(keyframes);
    }
    for (const row of at('ranges').children) {
      const current = Number(row.dataset.frame) === own;
      row.classList.toggle('current', current);
      if (current) row.setAttribute('aria-current', 'true');
      else row.removeAttribute('aria-current');
    }
    let mark = at('marks').querySelector('.now');
    if (!mark) {
      mark = element('span', 'now');
      at('marks').append(mark);
    }
    mark.style.left = `${this.left(frame)}%`;
  }

  draw(keyframes) {
    for (const old of at('marks').querySelectorAll('.keyframe')) old.remove();
    at('ranges').replaceChildren();
    keyframes.forEach((one, i) => {
      const mark = element('span', 'keyframe');
      mark.style.left = `${this.left(one.frame)}%`;
      at('marks').append(mark);
      const last = i + 1 < keyframes.length ? keyframes[i + 1].frame - 1 : this.frames;
      at('ranges').append(this.row(one, last, i ? keyframes[i - 1].options : null, i + 1 < keyframes.length));
    });
  }

  row(one, last, before, hasNext) {
    const row = element('tr');
    row.dataset.frame = one.frame;
    const place = element('td');
    const go = element('button', 'edit', one.frame === last ? count(one.frame) : `${count(one.frame)} to ${count(last)}`);
    go.type = 'button';
    go.addEventListener('click', () => this.go(one.frame));
    place.append(go);
    const way = element('td');
    if (hasNext) {
      const text = element('label', 'check');
      const box = element('input');
      box.type = 'checkbox';
      box.checked = one.linear;
      box.addEventListener('change', () => this.ask(one.frame, { linear: box.checked }));
      text.append(box, ' numbers change evenly');
      way.append(text);
    }
    const end = element('td');
    if (one.frame > 1) {
      const remove = element('button', 'edit', 'Remove');
      remove.type = 'button';
      remove.setAttribute('aria-label', `Remove the keyframe of frame ${one.frame}`);
      remove.addEventListener('click', () => this.ask(one.frame, { remove: true }));
      end.append(remove);
    }
    row.append(place, element('td', '', differences(one.options, before, this.standards)), way, end);
    return row;
  }
}
