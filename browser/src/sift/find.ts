// Searching over all messages, and showing only some of them. The search runs in the worker and finds what a
// redaction of the same text would take out: in any case, with any accents' form, split by invisible characters.

import { fillSelect } from './dom';
import { number } from './format';
import { markedText, type Marked } from './row';
import { t } from './texts';
import { Transcript } from './transcript';
import type { Work } from './work';

const WAIT_MS = 250;

export interface FinderParts {
  input: HTMLInputElement;
  count: HTMLElement;
  previous: HTMLButtonElement;
  next: HTMLButtonElement;
  filter: HTMLSelectElement;
  /** Says how many messages the filter shows. */
  say: (words: string) => void;
}

export class Finder {
  #hits: number[] = [];
  #found: Uint32Array = new Uint32Array();
  #places = new Map<number, [number, number][]>();
  #at = -1;
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly transcript: Transcript, private readonly work: Work, private readonly parts: FinderParts) {
    const { input, previous, next, filter } = parts;
    const { signal } = work;
    input.addEventListener('input', () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#search(), WAIT_MS);
    }, { signal });
    input.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      void this.#step(event.shiftKey ? -1 : 1);
    }, { signal });
    previous.addEventListener('click', () => void this.#step(-1), { signal });
    next.addEventListener('click', () => void this.#step(1), { signal });
    filter.addEventListener('change', () => { this.#filter(); }, { signal });
    // What an earlier reading of the file left here is not what is shown now.
    input.value = '';
    filter.replaceChildren();
    this.fillFilter();
    this.#tell();
  }

  /** Offers the filters; again after names were marked as business or private. */
  fillFilter(): void {
    const { conversation, senders } = this.work.source.head;
    const { marks } = this.work.decisions;
    const choices: [string, string][] = [
      ['all', t('sift-filter-all')], ['chosen', t('sift-filter-chosen')], ['left', t('sift-filter-left')], ['files', t('sift-filter-files')],
    ];
    if (Object.values(marks).includes('business')) choices.push(['business', t('sift-filter-business')]);
    if (Object.values(marks).includes('private')) choices.push(['not-private', t('sift-filter-not-private')]);
    if (this.work.suggestions !== undefined) choices.push(['suggested', t('sift-filter-suggested')]);
    for (const { name } of conversation.participants) {
      choices.push([`from:${senders.indexOf(name)}`, t('sift-filter-from', { name })]);
    }
    fillSelect(this.parts.filter, choices, this.parts.filter.value);
  }

  /** What is marked in the text of a message. */
  marks(position: number): Marked[] {
    const as = position === this.#hits[this.#at] ? 'hit-current' : 'hit';
    const hits = (this.#places.get(position) ?? []).map(([from, to]): Marked => ({ from, to, as }));
    // A message with a hit shows its hits only; the word of the suggestion stays under it.
    return hits.length > 0 ? hits : (this.work.suggestions?.spans(position) ?? []).map(({ from, to }) => ({ from, to, as: 'hint' }));
  }

  #filter(): void {
    const positions = this.#positions(this.parts.filter.value);
    this.transcript.show(positions);
    const isAll = positions.length === this.work.source.head.messages;
    this.parts.say(isAll ? '' : t('sift-said-filter', { n: positions.length, of: this.work.source.head.messages }));
    this.#take(this.#found);
  }

  #positions(filter: string): Uint32Array {
    const { source, choice, decisions } = this.work;
    const all = Transcript.all(source.head.messages);
    const marked = (mark: string) => source.head.senders.map((name) => decisions.marks[name] === mark);
    const [business, private_] = [marked('business'), marked('private')];
    const sender = (position: number) => source.senders[position - 1] ?? -1;
    switch (filter) {
      case 'chosen': return all.filter((position) => choice.has(position));
      case 'left': return all.filter((position) => !choice.has(position));
      case 'files': return all.filter((position) => (source.attached[position - 1] ?? 0) > 0 || source.kinds[position - 1] === 1);
      case 'suggested': return all.filter((position) => this.work.suggestions?.has(position));
      case 'business': return all.filter((position) => business[sender(position)] === true);
      case 'not-private': return all.filter((position) => private_[sender(position)] !== true);
      default: {
        if (!filter.startsWith('from:')) return all;
        const wanted = Number(filter.slice('from:'.length));
        return all.filter((position) => sender(position) === wanted);
      }
    }
  }

  async #search(): Promise<void> {
    const text = this.parts.input.value.trim();
    this.#asked += 1;
    const asked = this.#asked;
    let found: Uint32Array = new Uint32Array();
    let places: [number, number, number][] = [];
    if (text !== '') {
      // Refused are texts without a visible character and too many places; both show as no marks.
      found = await this.work.reader.search(text).catch(() => new Uint32Array());
      places = found.length === 0 ? [] : await this.work.reader.spans(text).catch(() => []);
    }
    if (asked !== this.#asked) return;
    const before = this.#places;
    this.#places = new Map();
    for (const [position, from, to] of places) {
      const known = this.#places.get(position);
      if (known === undefined) this.#places.set(position, [[from, to]]);
      else known.push([from, to]);
    }
    this.#take(found);
    for (const row of this.transcript.host.querySelectorAll<HTMLElement>('.msg')) {
      const position = Number(row.dataset['position']);
      if (before.has(position) || this.#places.has(position)) this.#remark(position);
    }
  }

  /** Takes over what was found, as far as it is shown. */
  #take(found: Uint32Array): void {
    this.#found = found;
    const { view } = this.transcript;
    this.#hits = [...found].filter((position) => view[this.transcript.placeOf(position)] === position);
    this.#at = -1;
    this.#tell();
  }

  #tell(): void {
    const { count, previous, next, input } = this.parts;
    const isSearching = input.value.trim() !== '';
    const n = this.#hits.length;
    count.textContent = !isSearching ? '' : this.#at < 0 ? t('sift-hits', { n }) : t('sift-hit-of', { at: number(this.#at + 1), n: number(n) });
    previous.hidden = next.hidden = n === 0;
  }

  async #step(step: 1 | -1): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#timer !== undefined && this.#hits.length === 0) await this.#search();
    const n = this.#hits.length;
    if (n === 0) return;
    const before = this.#hits[this.#at];
    if (this.#at < 0) this.#at = this.#nearest();
    else this.#at = (this.#at + step + n) % n;
    const position = this.#hits[this.#at] ?? 0;
    this.#tell();
    await this.transcript.goTo(position);
    if (before !== undefined) this.#remark(before);
    this.#remark(position);
  }

  /** The first hit at or below what is on the screen. */
  #nearest(): number {
    const rows = this.transcript.host.querySelectorAll<HTMLElement>('.msg');
    const first = [...rows].find((row) => row.getBoundingClientRect().bottom > 0);
    const from = Number(first?.dataset['position'] ?? 1);
    const at = this.#hits.findIndex((position) => position >= from);
    return at < 0 ? 0 : at;
  }

  #remark(position: number): void {
    const text = document.querySelector(`#x${position} > .msg__text`);
    text?.replaceWith(markedText(text.textContent ?? '', this.marks(position)));
  }
}
