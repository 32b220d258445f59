// The messages on the page, in chunks. A chunk is a plain list of about 200 messages under their days; chunks near
// the screen are filled from the worker, those far away are emptied again and keep their height. The page scrolls,
// nothing else does, and nothing is virtual: what is on the page can be read on by a screen reader.

import type { Shown } from '../wire';
import { el } from './dom';
import { forgetMedia } from './media';
import { continues, dayCount, dayHead, messageRow, type RowStyle } from './row';
import { KINDS, SYSTEM, type Work } from './work';

/** Chunks more than this far from the screen are emptied. */
const KEEP_AROUND = 10;
const ROW_PX = 62;
const SYSTEM_ROW_PX = 48;
const DAY_PX = 62;
const SLICE_ROWS = 20;

interface Group {
  day: number;
  /** Places in the view, the last one not included. */
  from: number;
  to: number;
  isContinued: boolean;
}

interface Chunk {
  index: number;
  from: number;
  to: number;
  groups: Group[];
  element: HTMLElement;
  state: 'empty' | 'loading' | 'full';
  filled: Promise<void> | undefined;
}

export class Transcript {
  /** The positions that are shown, rising. */
  #view: Uint32Array = new Uint32Array();
  #chunks: Chunk[] = [];
  #watch: IntersectionObserver;
  #size = 200;
  /** Is called when the view or the loaded part changed. */
  onfill: () => void = () => undefined;

  constructor(readonly host: HTMLElement, private readonly work: Work, private readonly style: RowStyle) {
    this.#watch = new IntersectionObserver((entries) => { this.#seen(entries); }, { rootMargin: '1800px 0px' });
  }

  get view(): Uint32Array { return this.#view; }

  set chunkSize(size: number) {
    this.#size = size;
    this.show(this.#view);
  }

  /** Shows these positions and nothing else. */
  show(positions: Uint32Array): void {
    forgetMedia(this.host);
    this.#watch.disconnect();
    this.#view = positions;
    this.#chunks = this.#cut();
    this.host.replaceChildren(...this.#chunks.map(({ element }) => element));
    for (const { element } of this.#chunks) this.#watch.observe(element);
    this.onfill();
  }

  /** Everything, in the order of the file. */
  static all(n: number): Uint32Array {
    return Uint32Array.from({ length: n }, (_, place) => place + 1);
  }

  /** Cuts the view at days; a day of more than a chunk is cut too. */
  #cut(): Chunk[] {
    const chunks: Chunk[] = [];
    let groups: Group[] = [];
    const close = (): void => {
      const [first, last] = [groups[0], groups.at(-1)];
      if (first === undefined || last === undefined) return;
      const element = el('div', { class: 'chunk', 'data-chunk': chunks.length });
      const chunk: Chunk = { index: chunks.length, from: first.from, to: last.to, groups, element, state: 'empty', filled: undefined };
      element.style.blockSize = `${this.#height(chunk)}px`;
      chunks.push(chunk);
      groups = [];
    };
    const dayAt = (place: number): number => Math.floor((this.work.source.minutes[(this.#view[place] ?? 1) - 1] ?? 0) / 1440);
    for (let from = 0; from < this.#view.length;) {
      const day = dayAt(from);
      let to = from + 1;
      while (to < this.#view.length && dayAt(to) === day) to += 1;
      const inChunk = groups[0] === undefined ? 0 : from - groups[0].from;
      if (0 < inChunk && this.#size < inChunk + to - from) close();
      let isContinued = false;
      while (this.#size < to - from) {
        groups.push({ day, from, to: from + this.#size, isContinued });
        close();
        from += this.#size;
        isContinued = true;
      }
      groups.push({ day, from, to, isContinued });
      from = to;
    }
    close();
    return chunks;
  }

  #height(chunk: Chunk): number {
    let rows = 0;
    for (let place = chunk.from; place < chunk.to; place += 1) {
      rows += this.work.source.kinds[(this.#view[place] ?? 1) - 1] === SYSTEM ? SYSTEM_ROW_PX : ROW_PX;
    }
    return rows + chunk.groups.length * DAY_PX;
  }

  #seen(entries: IntersectionObserverEntry[]): void {
    const near = entries.filter((entry) => entry.isIntersecting).map((entry) => this.#chunkOf(entry.target));
    for (const chunk of near) if (chunk !== undefined) void this.#fill(chunk);
    const places = near.filter((chunk) => chunk !== undefined).map((chunk) => chunk.index);
    if (places.length > 0) this.#empty(Math.min(...places) - KEEP_AROUND, Math.max(...places) + KEEP_AROUND);
  }

  #chunkOf(element: Element | null): Chunk | undefined {
    return this.#chunks[Number(element?.closest<HTMLElement>('.chunk')?.dataset['chunk'] ?? -1)];
  }

  #empty(first: number, last: number): void {
    for (const chunk of this.#chunks) {
      const isFar = chunk.index < first || last < chunk.index;
      if (!isFar || chunk.state !== 'full' || chunk.element.contains(document.activeElement)) continue;
      const height = chunk.element.offsetHeight;
      forgetMedia(chunk.element);
      chunk.element.replaceChildren();
      chunk.element.style.blockSize = `${height}px`;
      chunk.element.classList.remove('is-full');
      chunk.state = 'empty';
      chunk.filled = undefined;
    }
  }

  #fill(chunk: Chunk): Promise<void> {
    chunk.filled ??= this.#load(chunk);
    return chunk.filled;
  }

  async #load(chunk: Chunk): Promise<void> {
    chunk.state = 'loading';
    const positions = [...this.#view.subarray(chunk.from, chunk.to)];
    const messages = await this.work.reader.page(positions);
    if (this.#chunks[chunk.index] !== chunk) return;
    // The rows go in a few at a time, so that no frame waits for the layout of a whole chunk; until the last one the
    // chunk keeps the height that it was estimated at.
    forgetMedia(chunk.element);
    chunk.element.replaceChildren();
    let n = 0;
    for (const group of chunk.groups) {
      const section = this.#section(group);
      const list = section.querySelector('ol');
      chunk.element.append(section);
      for (let place = group.from; place < group.to; place += 1) {
        const shown = messages[place - chunk.from];
        if (shown !== undefined) list?.append(this.#row(shown, place > group.from ? this.#view[place - 1] : undefined));
        n += 1;
        if (n % SLICE_ROWS === 0) await frame();
        // Another filter was chosen meanwhile.
        if (this.#chunks[chunk.index] !== chunk) return;
      }
      this.refresh(section);
    }
    chunk.element.style.blockSize = '';
    chunk.state = 'full';
    // Its rows are only drawn when they are near; its height is the right one before that, or the page would jump.
    chunk.element.style.containIntrinsicBlockSize = `auto ${chunk.element.offsetHeight}px`;
    chunk.element.classList.add('is-full');
    this.onfill();
  }

  #row(shown: Shown, before: number | undefined): HTMLLIElement {
    return messageRow(this.work, shown, continues(this.work, shown.position, before), this.style);
  }

  #section(group: Group): HTMLElement {
    const head = dayHead(group.day, group.to - group.from, group.isContinued, this.style.acts);
    return el('section', { class: 'day', 'data-from': group.from, 'data-to': group.to }, head, el('ol', { class: 'plain' }));
  }

  /** The positions of a day as it is shown. */
  positionsOf(section: Element | null): Uint32Array {
    const { from, to } = (section as HTMLElement | null)?.dataset ?? {};
    return this.#view.subarray(Number(from), Number(to));
  }

  /** Brings the checkboxes on the page in line with the choice. */
  refresh(below: Element = this.host): void {
    if (this.style.acts !== 'choose') return;
    const { choice } = this.work;
    for (const row of below.querySelectorAll<HTMLElement>('.msg')) {
      const isChosen = choice.has(Number(row.dataset['position']));
      if (row.classList.contains('is-chosen') === isChosen && row.dataset['set'] === 'yes') continue;
      row.dataset['set'] = 'yes';
      row.classList.toggle('is-chosen', isChosen);
      const box = row.querySelector<HTMLInputElement>('.cb');
      if (box !== null) box.checked = isChosen;
    }
    const sections = below.matches('.day') ? [below] : below.querySelectorAll('.day');
    for (const section of sections) {
      const positions = this.positionsOf(section);
      let chosen = 0;
      for (const position of positions) if (choice.has(position)) chosen += 1;
      const box = section.querySelector<HTMLInputElement>('.day__head .cb');
      if (box !== null) {
        box.checked = chosen === positions.length;
        box.indeterminate = 0 < chosen && chosen < positions.length;
      }
      const count = section.querySelector('.day__head p');
      const words = dayCount(positions.length, chosen);
      if (count !== null && count.textContent !== words) count.textContent = words;
    }
  }

  /** Makes one row anew, with the whole text when asked. */
  async redrawRow(position: number, whole = false): Promise<void> {
    const row = document.getElementById(`${this.style.prefix}b${position}`);
    const [shown] = await this.work.reader.page([position], whole);
    if (row === null || shown === undefined || !KINDS.includes(shown.kind as (typeof KINDS)[number])) return;
    const before = row.previousElementSibling as HTMLElement | null;
    const fresh = this.#row(shown, before === null ? undefined : Number(before.dataset['position']));
    const hadFocus = row.contains(document.activeElement);
    forgetMedia(row);
    row.replaceWith(fresh);
    this.refresh(fresh.parentElement ?? this.host);
    if (hadFocus) (fresh.querySelector<HTMLElement>('.cb, .msg__stop'))?.focus();
  }

  /** The place of a position in the view; of one that is not shown, the place where it would be. */
  placeOf(position: number): number {
    let [low, high] = [0, this.#view.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#view[middle] ?? 0) < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Fills the chunk of a position and its neighbours, and scrolls to the row; returns it. */
  async goTo(position: number, block: ScrollLogicalPosition = 'center'): Promise<HTMLElement | null> {
    const place = Math.min(this.placeOf(position), this.#view.length - 1);
    const chunk = this.#chunks.find(({ from, to }) => from <= place && place < to);
    if (chunk === undefined) return null;
    await this.#fill(chunk);
    const row = document.getElementById(`${this.style.prefix}b${this.#view[place] ?? 0}`);
    row?.scrollIntoView({ block });
    // The neighbours may still have an estimated height; once they are filled the row is put in its place again.
    const around = [this.#chunks[chunk.index - 1], this.#chunks[chunk.index + 1]].filter((near) => near !== undefined);
    await Promise.all(around.map((near) => this.#fill(near)));
    row?.scrollIntoView({ block });
    return row;
  }

  /** The next element of this kind in reading order, across chunks; fills them as it goes. */
  async next(from: Element, selector: string, step: 1 | -1): Promise<HTMLElement | null> {
    let chunk = this.#chunkOf(from);
    if (chunk === undefined) return null;
    const here = [...chunk.element.querySelectorAll<HTMLElement>(selector)];
    const found = here[here.indexOf(from as HTMLElement) + step];
    if (found !== undefined) return found;
    chunk = this.#chunks[chunk.index + step];
    if (chunk === undefined) return null;
    await this.#fill(chunk);
    const there = chunk.element.querySelectorAll<HTMLElement>(selector);
    return there[step === 1 ? 0 : there.length - 1] ?? null;
  }
}

/** Waits for the next frame: the rows of two slices together would hold one up. */
function frame(): Promise<void> {
  return new Promise((resolve) => {
    // A tab that nobody looks at draws none.
    if (document.hidden) setTimeout(resolve, 0);
    else requestAnimationFrame(() => { resolve(); });
  });
}
