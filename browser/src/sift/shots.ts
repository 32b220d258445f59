// Screenshots instead of an export (requirement C4): pictures in an order, with what the owner types beside each. The
// pictures stay in the memory of the worker; what is typed is kept on the device as an unfinished choice is.

import { say, tell, untell } from './ask';
import { byId, el, fillSelect } from './dom';
import type { Form } from './form';
import { nowDate, number } from './format';
import type { Keep } from './keep';
import { PictureEditor } from './picture';
import { recognised } from './place';
import type { Reader } from './reader';
import { regimeOf } from './selection';
import { ShotRow, type Shot } from './shot-row';
import { t } from './texts';
import { sha256Hex } from '../hex';
import type { Told } from '../wire';
import type { Context, PictureWork } from './work';

/** Under this name what was typed is kept on the device. */
export const SHOTS = 'screenshots';
const SAVE_AFTER_MS = 600;
const MAX_SHOTS = 500;
const MAX_FILE_BYTES = 64 * 1024 * 1024;
const APPS = ['whatsapp', 'signal', 'messages', 'telegram', 'teams', 'other-app'];

/** What is kept: never the pictures, so a picture is known again by its SHA-256. */
interface Draft {
  title: string;
  app: string;
  people: string;
  shots: Record<string, { at: string; text: string; work?: PictureWork }>;
}

export class ShotsForm implements Form {
  readonly step = 'shots';
  readonly title = 'sift-shots-title';
  readonly #pictures: Record<string, PictureWork> = {};
  readonly #editor: PictureEditor;
  #rows: ShotRow[] = [];
  #draft: Draft = { title: '', app: '', people: '', shots: {} };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #next = 1;
  #generation = 0;

  constructor(private readonly context: Context, private readonly reader: Reader, private readonly keep: Keep | undefined) {
    this.#editor = new PictureEditor({
      context,
      pictures: () => this.#pictures,
      url: async (name) => URL.createObjectURL(this.#shot(name)?.file ?? new Blob()),
      isScreenshot: true,
      changed: (name) => void this.#redraw(name),
    });
    for (const name of ['title', 'app', 'people'] as const) this.#field(name).addEventListener('input', () => { this.#changed(); });
    const input = byId<HTMLInputElement>('sift-shots-files');
    input.addEventListener('change', () => { const files = [...input.files ?? []]; input.value = ''; void this.#add(files); });
    fillSelect(byId<HTMLSelectElement>('sift-shots-app'), [['', t('sift-shots-app-none')], ...APPS.map((app): [string, string] => [app, t(`sift-shots-app-${app}`)])]);
  }

  #field(name: 'title' | 'app' | 'people'): HTMLInputElement {
    return byId<HTMLInputElement>(`sift-shots-${name}`);
  }

  #shot(id: string): Shot | undefined {
    return this.#rows.find(({ shot }) => shot.id === id)?.shot;
  }

  async open(): Promise<void> {
    const kept = (await this.keep?.load(SHOTS))?.work as Draft | undefined;
    if (kept !== undefined && this.#rows.length === 0) {
      this.#draft = kept;
      for (const name of ['title', 'app', 'people'] as const) this.#field(name).value = kept[name];
    }
    untell(byId('sift-shots-problem'));
    await this.#keepAgain();
    this.#count();
  }

  /** A chat that was read in between took the worker's memory with it. */
  async #keepAgain(): Promise<void> {
    if (this.#generation === this.reader.generation) return;
    this.#generation = this.reader.generation;
    for (const { shot } of this.#rows) shot.number = await this.reader.keep(await shot.original.arrayBuffer());
  }

  // The pictures.

  async #add(files: File[]): Promise<void> {
    const place = byId('sift-shots-problem');
    untell(place);
    const refused: string[] = [];
    for (const file of files) {
      if (this.#rows.length >= MAX_SHOTS) { tell(place, 'error', t('sift-shots-too-many', { n: MAX_SHOTS })); break; }
      if (!await this.#addOne(file)) refused.push(file.name);
    }
    if (refused.length > 0) tell(place, 'error', t('sift-shots-not-a-picture'), el('bdi', {}, refused.join(', ')));
    this.#count();
    this.#changed();
  }

  async #addOne(file: File): Promise<boolean> {
    if (file.size === 0 || file.size > MAX_FILE_BYTES) return false;
    const bytes = await file.arrayBuffer().catch(() => undefined);
    if (bytes === undefined) return false;
    const sha256 = await sha256Hex(bytes);
    const number = await this.reader.keep(bytes);
    // As it would go along, so that what is shown is what is sent; a file that is no picture is refused here.
    const shown = await this.reader.blackOut(number, []).catch(() => undefined);
    if (shown === undefined) { await this.reader.drop(number); return false; }
    const known = this.#draft.shots[sha256];
    const shot: Shot = { id: `${sha256}-${this.#next++}`, sha256, number, file: new Blob([shown]), original: file, at: known?.at ?? '', text: known?.text ?? '' };
    if (known?.work !== undefined) this.#pictures[shot.id] = structuredClone(known.work);
    const row = new ShotRow(shot, this.context.own?.recognises ?? false, {
      changed: () => { this.#changed(); },
      move: (by) => { this.#move(shot, by); },
      remove: () => void this.#remove(shot),
      redact: () => void this.#editor.open(shot.id, 0),
      recognise: async () => recognised(await this.reader.blackOut(shot.number, this.#pictures[shot.id]?.boxes ?? [])),
    });
    this.#rows.push(row);
    byId('sift-shots-list').append(row.element);
    await this.#redraw(shot.id);
    return true;
  }

  /** Shows a picture with its regions black: not over it, but in it. */
  async #redraw(id: string): Promise<void> {
    const row = this.#rows.find(({ shot }) => shot.id === id);
    if (row === undefined) return;
    const boxes = this.#pictures[id]?.boxes ?? [];
    row.show(boxes.length === 0 ? row.shot.file : new Blob([await this.reader.blackOut(row.shot.number, boxes)]), boxes.length);
    this.#changed();
  }

  #move(shot: Shot, by: -1 | 1): void {
    const at = this.#rows.findIndex((row) => row.shot === shot);
    const row = this.#rows[at];
    if (row === undefined || this.#rows[at + by] === undefined) return;
    this.#rows.splice(at, 1);
    this.#rows.splice(at + by, 0, row);
    const other = this.#rows[at];
    if (by < 0) other?.element.before(row.element);
    else other?.element.after(row.element);
    this.#count();
    row.focusMove(by);
    say(t('sift-shots-moved', { at: at + by + 1, of: this.#rows.length }));
    this.#changed();
  }

  async #remove(shot: Shot): Promise<void> {
    const at = this.#rows.findIndex((row) => row.shot === shot);
    this.#rows[at]?.forget();
    this.#rows.splice(at, 1);
    delete this.#pictures[shot.id];
    await this.reader.drop(shot.number);
    this.#count();
    byId('sift-shots-files').focus();
    this.#changed();
  }

  #count(): void {
    const of = this.#rows.length;
    this.#rows.forEach((row, at) => { row.number(at + 1, of); });
    byId('sift-shots-list').hidden = of === 0;
    byId('sift-shots-order').hidden = of < 2;
  }

  // Keeping what was typed.

  #changed(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#save(), SAVE_AFTER_MS);
  }

  async #save(): Promise<void> {
    for (const { shot } of this.#rows) {
      const work = this.#pictures[shot.id];
      this.#draft.shots[shot.sha256] = { at: shot.at, text: shot.text, ...(work === undefined ? {} : { work }) };
    }
    for (const name of ['title', 'app', 'people'] as const) this.#draft[name] = this.#field(name).value;
    const kept = await this.keep?.save(SHOTS, this.#draft).catch(() => undefined);
    byId('sift-shots-saved').textContent = kept === undefined ? t('sift-not-saving') : t('sift-shots-saved', { until: nowDate(new Date(kept.until)) });
  }

  async forget(): Promise<void> {
    clearTimeout(this.#timer);
    for (const row of this.#rows) row.forget();
    this.#rows = [];
    await this.keep?.forget(SHOTS);
  }

  // Handing in.

  isComplete(): boolean {
    const missing = this.#missing();
    for (const field of document.querySelectorAll('#sift-shots-form [aria-invalid]')) field.removeAttribute('aria-invalid');
    if (missing === undefined) { untell(byId('sift-shots-problem')); return true; }
    const [words, field] = missing;
    const link = el('a', { href: `#${field.id}` }, words);
    link.addEventListener('click', (event) => { event.preventDefault(); field.focus(); });
    tell(byId('sift-shots-problem'), 'error', t('sift-one-thing-missing'), el('p', {}, link));
    if (!(field instanceof HTMLInputElement && field.type === 'file')) field.setAttribute('aria-invalid', 'true');
    return false;
  }

  #missing(): [string, HTMLElement] | undefined {
    if (this.#rows.length === 0) return [t('sift-shots-needs-picture'), byId('sift-shots-files')];
    if (this.#field('app').value === '') return [t('sift-shots-needs-app'), this.#field('app')];
    for (const [at, row] of this.#rows.entries()) {
      if (row.shot.at === '') return [t('sift-shots-needs-time', { at: at + 1 }), row.time];
      if (row.shot.text.trim() === '') return [t('sift-shots-needs-text', { at: at + 1 }), row.text];
    }
    return undefined;
  }

  make(order: object): Promise<Uint8Array<ArrayBuffer>> {
    const title = this.#field('title').value.trim();
    const people = [...new Set(this.#field('people').value.split('\n').map((name) => name.trim()).filter((name) => name !== ''))];
    const pictures = this.#rows.map(({ shot }) => {
      const work = this.#pictures[shot.id];
      const ground = this.context.grounds.find(({ id }) => id === work?.ground);
      return {
        number: shot.number,
        at: shot.at,
        text: shot.text.trim(),
        regions: work?.boxes ?? [],
        ...(ground === undefined ? {} : { ground: { code: ground.id, label: ground.label } }),
      };
    });
    return this.reader.screenshots({
      ...(title === '' ? {} : { title }), app: this.#field('app').value, people, regime: regimeOf(this.context, ''), pictures, order,
    });
  }

  sentence = (told: Told): string => t('sift-shots-sentence', { n: told.n_messages, of: number(told.n_messages) });
  left = (): string => t('sift-shots-left');
}
