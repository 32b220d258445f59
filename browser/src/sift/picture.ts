// Regions of a picture that are blacked out. A box is drawn by dragging, by clicking two corners, with the keys
// (arrows move, Shift with arrows resizes, Delete removes) or by typing numbers; all in pixels of the picture.

import { tell, untell } from './ask';
import { byId, el, fillSelect, icon, svg } from './dom';
import { t } from './texts';
import { groundChoices, type Box, type Context, type PictureWork } from './work';

const STEP = 8;
const LEAST = 8;
const DRAG_PX = 4;

/** Whose pictures are edited: those of an export, or screenshots. */
export interface PictureHost {
  context: Context;
  pictures: () => Record<string, PictureWork>;
  /** An address from which the picture is shown; the editor lets it go. */
  url: (name: string, index: number) => Promise<string>;
  /** A screenshot goes without metadata anyway, and its text stands beside it. */
  isScreenshot: boolean;
  /** Called after each change that was kept. */
  changed: (name: string) => void;
}

export class PictureEditor {
  #name = '';
  #size = { width: 1, height: 1 };
  #boxes: Box[] = [];
  #url = '';
  #corner: { x: number; y: number } | undefined;
  #start: { x: number; y: number; clientX: number; clientY: number } | undefined;

  constructor(private readonly host: PictureHost) {}

  /** Listens as long as the dialog is open: exports and screenshots share it. */
  #wire(dialog: HTMLDialogElement): void {
    const canvas = byId<SVGSVGElement>('sift-picture-canvas');
    const listening = new AbortController();
    const { signal } = listening;
    canvas.addEventListener('pointerdown', (event) => { this.#down(event, canvas); }, { signal });
    canvas.addEventListener('pointermove', (event) => { this.#move(event); }, { signal });
    canvas.addEventListener('pointerup', (event) => { this.#up(event); }, { signal });
    canvas.addEventListener('keydown', (event) => { this.#key(event); }, { signal });
    byId('sift-picture-add').addEventListener('click', () => { this.#add(); }, { signal });
    byId('sift-picture-close').addEventListener('click', () => { dialog.close(); }, { signal });
    byId('sift-picture-form').addEventListener('submit', (event) => { event.preventDefault(); this.#save(); }, { signal });
    dialog.addEventListener('close', () => {
      listening.abort();
      URL.revokeObjectURL(this.#url);
      canvas.replaceChildren();
    }, { signal });
  }

  async open(name: string, index: number): Promise<void> {
    const { context, isScreenshot } = this.host;
    const known = this.host.pictures()[name];
    this.#name = name;
    this.#boxes = (known?.boxes ?? []).map((box) => ({ ...box }));
    this.#corner = undefined;
    this.#url = await this.host.url(name, index);
    const image = new Image();
    image.src = this.#url;
    await image.decode().catch(() => undefined);
    // Turned upright by the browser, as the archive's reader turns it.
    this.#size = { width: Math.max(1, image.naturalWidth), height: Math.max(1, image.naturalHeight) };
    byId('sift-picture-name').textContent = isScreenshot ? '' : name;
    byId('sift-picture-more').hidden = isScreenshot;
    fillSelect(byId<HTMLSelectElement>('sift-picture-ground'), groundChoices(context, 'redaction', t('sift-pick-ground')), known?.ground ?? '');
    byId<HTMLInputElement>('sift-picture-strip').checked = known?.strip ?? false;
    byId<HTMLInputElement>('sift-picture-alt').value = known?.alt ?? '';
    untell(byId('sift-picture-error'));
    const dialog = byId<HTMLDialogElement>('sift-picture');
    this.#wire(dialog);
    dialog.showModal();
    this.#draw();
  }

  #draw(active = -1): void {
    const canvas = byId<SVGSVGElement>('sift-picture-canvas');
    const { width, height } = this.#size;
    canvas.setAttribute('viewBox', `0 0 ${width} ${height}`);
    canvas.setAttribute('aria-label', t('sift-picture-label', { n: this.#boxes.length }));
    const image = svg('image', { href: this.#url, width, height, 'aria-hidden': 'true' });
    canvas.replaceChildren(image, ...this.#boxes.map((box, at) => this.#shape(box, at)));
    byId('sift-picture-list').replaceChildren(...this.#boxes.map((box, at) => this.#fields(box, at)));
    if (active >= 0) (canvas.querySelectorAll<SVGElement>('.box')[active])?.focus();
  }

  #shape(box: Box, at: number): SVGElement {
    const unit = Math.max(this.#size.width, this.#size.height) / 40;
    const place = { x: box.x, y: box.y, width: box.width, height: box.height };
    const halo = svg('rect', { class: 'box__halo', ...place });
    const number = svg('text', { x: box.x + unit / 2, y: box.y + unit * 1.2, 'font-size': unit });
    number.textContent = String(at + 1);
    const label = t('sift-box-label', { at: at + 1, x: box.x, y: box.y, width: box.width, height: box.height });
    const attributes = { class: 'box', role: 'button', tabindex: '0', 'aria-label': label, 'data-box': at };
    return svg('g', attributes, halo, svg('rect', place), number);
  }

  #fields(box: Box, at: number): HTMLElement {
    const fields = (['x', 'y', 'width', 'height'] as const).map((name) => {
      const input = el('input', { type: 'number', min: name === 'x' || name === 'y' ? 0 : 1, value: box[name], inputmode: 'numeric' });
      input.addEventListener('change', () => {
        box[name] = Math.round(Number(input.value) || 0);
        this.#boxes[at] = this.#within(box);
        this.#draw();
      });
      return el('label', {}, el('span', {}, t(`sift-box-${name}`)), input);
    });
    const remove = el('button', { type: 'button', class: 'iconbtn', 'aria-label': t('sift-box-remove', { at: at + 1 }) }, icon('cross'));
    remove.addEventListener('click', () => { this.#remove(at); });
    return el('fieldset', { class: 'boxfields' }, el('legend', {}, t('sift-box', { at: at + 1 })), ...fields, remove);
  }

  /** Keeps a box inside the picture. */
  #within(box: Box): Box {
    const { width: w, height: h } = this.#size;
    const x = Math.min(Math.max(0, box.x), Math.max(0, w - 1));
    const y = Math.min(Math.max(0, box.y), Math.max(0, h - 1));
    return { x, y, width: Math.max(1, Math.min(box.width, w - x)), height: Math.max(1, Math.min(box.height, h - y)) };
  }

  #add(): void {
    const { width, height } = this.#size;
    const box = { x: width / 4, y: height / 4, width: width / 2, height: height / 8 };
    this.#push(box);
  }

  #push(box: Box): void {
    const whole = { x: Math.round(box.x), y: Math.round(box.y), width: Math.round(box.width), height: Math.round(box.height) };
    this.#boxes.push(this.#within(whole));
    this.#draw(this.#boxes.length - 1);
  }

  #remove(at: number): void {
    this.#boxes.splice(at, 1);
    this.#draw();
    byId('sift-picture-add').focus();
  }

  #point(event: PointerEvent): { x: number; y: number } {
    const canvas = byId<SVGSVGElement>('sift-picture-canvas');
    const place = canvas.getBoundingClientRect();
    return {
      x: ((event.clientX - place.left) * this.#size.width) / place.width,
      y: ((event.clientY - place.top) * this.#size.height) / place.height,
    };
  }

  #down(event: PointerEvent, canvas: SVGSVGElement): void {
    if ((event.target as Element).closest('.box') !== null) return;
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    this.#start = { ...this.#point(event), clientX: event.clientX, clientY: event.clientY };
  }

  #move(event: PointerEvent): void {
    if (this.#start === undefined) return;
    const canvas = byId<SVGSVGElement>('sift-picture-canvas');
    const box = between(this.#start, this.#point(event));
    let draft = canvas.querySelector('.box--draft');
    if (draft === null) canvas.append(draft = svg('rect', { class: 'box--draft' }));
    for (const name of ['x', 'y', 'width', 'height'] as const) draft.setAttribute(name, String(box[name]));
  }

  #up(event: PointerEvent): void {
    const start = this.#start;
    this.#start = undefined;
    if (start === undefined) return;
    const end = this.#point(event);
    const isClick = Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) < DRAG_PX;
    if (!isClick) this.#push(between(start, end));
    else if (this.#corner === undefined) {
      this.#corner = end;
      tell(byId('sift-picture-error'), 'info', t('sift-box-second-corner'));
    } else {
      this.#push(between(this.#corner, end));
      this.#corner = undefined;
      untell(byId('sift-picture-error'));
    }
  }

  #key(event: KeyboardEvent): void {
    const at = Number((event.target as Element).closest<SVGElement>('[data-box]')?.dataset['box'] ?? -1);
    const box = this.#boxes[at];
    if (box === undefined) return;
    const moves: Record<string, [number, number]> = {
      ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP],
    };
    const move = moves[event.key];
    if (move !== undefined) {
      event.preventDefault();
      const [dx, dy] = move;
      if (event.shiftKey) Object.assign(box, { width: Math.max(LEAST, box.width + dx), height: Math.max(LEAST, box.height + dy) });
      else Object.assign(box, { x: box.x + dx, y: box.y + dy });
      this.#boxes[at] = this.#within(box);
      this.#draw(at);
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      this.#remove(at);
    }
  }

  #save(): void {
    const ground = byId<HTMLSelectElement>('sift-picture-ground').value;
    const strip = byId<HTMLInputElement>('sift-picture-strip').checked;
    const alt = byId<HTMLInputElement>('sift-picture-alt').value.trim();
    if (ground === '' && (this.#boxes.length > 0 || strip)) {
      tell(byId('sift-picture-error'), 'error', t('sift-needs-ground'));
      return;
    }
    const pictures = this.host.pictures();
    if (this.#boxes.length === 0 && !strip && alt === '') delete pictures[this.#name];
    else pictures[this.#name] = { boxes: this.#boxes, strip, alt, ground };
    byId<HTMLDialogElement>('sift-picture').close();
    this.host.changed(this.#name);
  }
}

function between(one: { x: number; y: number }, other: { x: number; y: number }): Box {
  const [x, y] = [Math.min(one.x, other.x), Math.min(one.y, other.y)];
  return { x, y, width: Math.max(1, Math.abs(one.x - other.x)), height: Math.max(1, Math.abs(one.y - other.y)) };
}
