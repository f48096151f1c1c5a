// One face of a preview, as large as the window.
import { count } from './format.js';

const at = (id) => document.getElementById(id);

export class Zoom {
  constructor(previews, side) {
    this.previews = previews;
    this.side = side;
    this.cell = { column: 0, row: 0 };
    this.dialog = at('zoom');
    at('open').addEventListener('click', (e) => this.open(e));
    at('zoom-close').addEventListener('click', () => this.dialog.close());
    this.dialog.addEventListener('click', (e) => {
      if (e.target === this.dialog) this.dialog.close();
    });
    this.dialog.addEventListener('keydown', (e) => this.key(e));
  }

  size() {
    const picture = at('now');
    const side = this.side() || picture.naturalHeight;
    return {
      side,
      columns: Math.max(1, Math.round(picture.naturalWidth / side)),
      rows: Math.max(1, Math.round(picture.naturalHeight / side)),
    };
  }

  open(event) {
    const { columns, rows } = this.size();
    const box = at('now').getBoundingClientRect();
    const byMouse = event.detail > 0;
    this.cell = {
      column: byMouse ? Math.min(columns - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * columns))) : columns - 1,
      row: byMouse ? Math.min(rows - 1, Math.max(0, Math.floor(((event.clientY - box.top) / box.height) * rows))) : 0,
    };
    this.dialog.showModal();
    this.draw();
  }

  key(event) {
    const { columns, rows } = this.size();
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (step) {
      this.cell.column = (this.cell.column + step[0] + columns) % columns;
      this.cell.row = (this.cell.row + step[1] + rows) % rows;
    } else if (event.key === ',' || event.key === '.') {
      this.previews.step(event.key === ',' ? -1 : 1);
    } else return;
    event.preventDefault();
    this.draw();
  }

  draw() {
    const name = this.previews.captions()[this.cell.column] ?? `column ${this.cell.column + 1}`;
    at('zoom-title').textContent = `${name}, row ${this.cell.row + 1}`;
    this.drawOne('zoom-now', this.previews.iteration());
    const before = this.previews.comparing ? this.previews.earlier() : null;
    at('zoom-before').parentElement.hidden = before === null;
    if (before !== null) this.drawOne('zoom-before', before);
  }

  async drawOne(id, iteration) {
    const canvas = at(id);
    const picture = new Image();
    picture.src = this.previews.address(iteration);
    await picture.decode().catch(() => {});
    if (!picture.naturalWidth) return;
    const { side } = this.size();
    const large = Math.max(1, Math.floor(1024 / side)) * side;
    canvas.width = large;
    canvas.height = large;
    const pen = canvas.getContext('2d');
    pen.imageSmoothingQuality = 'high';
    pen.drawImage(picture, this.cell.column * side, this.cell.row * side, side, side, 0, 0, large, large);
    canvas.parentElement.querySelector('figcaption').textContent = `iteration ${count(iteration)}`;
    canvas.setAttribute('aria-label', `Face at iteration ${count(iteration)}`);
    canvas.setAttribute('role', 'img');
  }
}
