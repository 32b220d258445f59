// Choosing with mouse and keyboard (design/DESIGN.md, section 7). The transcript is one tab stop: one checkbox, and
// the controls of its message, can be reached with Tab; the arrows move on.

import { t } from './texts';
import type { Transcript } from './transcript';
import type { Work } from './work';

const ASK_ABOVE = 500;
const PAGE_ROWS = 8;

export interface Asking {
  /** Asks before a great many messages change at once. */
  ask(question: string, yes: string): Promise<boolean>;
  /** Says what was done, for who cannot see it. */
  say(words: string): void;
  /** Leaves the transcript. */
  leave(): void;
}

/** The message that was toggled last: a range begins there. */
type Anchor = { position: number; keeps: boolean } | undefined;

export class Chooser {
  #anchor: Anchor;
  #anchors: Anchor[] = [];
  #withShift = false;

  constructor(private readonly transcript: Transcript, private readonly work: Work, private readonly asking: Asking) {
    const { host } = transcript;
    const { signal } = work;
    host.addEventListener('click', (event) => { this.#withShift = event.shiftKey; }, { capture: true, signal });
    // A shift-click would select text from here to there.
    host.addEventListener('mousedown', (event) => {
      if (event.shiftKey && (event.target as Element).closest('.msg__pick') !== null) event.preventDefault();
    }, { signal });
    host.addEventListener('change', (event) => { void this.#changed(event.target as HTMLInputElement); }, { signal });
    host.addEventListener('keydown', (event) => { this.#key(event); }, { signal });
    host.addEventListener('focusin', (event) => { this.#rove(event.target as HTMLElement); }, { signal });
    const inner = transcript.onfill;
    transcript.onfill = () => { inner(); this.#oneStop(); };
  }

  /** Keeps or drops messages, and asks first when they are many; returns how many changed. */
  async set(positions: Iterable<number>, keeps: boolean): Promise<number> {
    const wanted = [...positions].filter((position) => this.work.choice.has(position) !== keeps);
    if (wanted.length > ASK_ABOVE) {
      const id = keeps ? 'sift-ask-keep' : 'sift-ask-drop';
      if (!await this.asking.ask(t(id, { n: wanted.length }), t(`${id}.yes`, { n: wanted.length }))) {
        this.transcript.refresh();
        return 0;
      }
    }
    const n = this.#set(wanted, keeps);
    if (n > 1) this.asking.say(t(keeps ? 'sift-said-kept' : 'sift-said-dropped', { n }));
    return n;
  }

  /** Takes the last act back; a range begins again where it began before it. */
  undo(): void {
    const n = this.work.choice.undo();
    this.#anchor = this.#anchors.pop();
    this.asking.say(t('sift-said-undone', { n }));
  }

  #set(positions: number[], keeps: boolean): number {
    const n = this.work.choice.set(positions, keeps);
    if (n > 0) this.#anchors.push(this.#anchor);
    return n;
  }

  async #changed(box: HTMLInputElement): Promise<void> {
    if (!box.classList.contains('cb')) return;
    if (box.dataset['day'] !== undefined) {
      await this.set(this.transcript.positionsOf(box.closest('.day')), box.checked);
      return;
    }
    const position = Number(box.closest<HTMLElement>('.msg')?.dataset['position']);
    if (this.#withShift && this.#anchor !== undefined) await this.#range(this.#anchor.position, position, box.checked);
    else this.#set([position], box.checked);
    this.#withShift = false;
    this.#anchor = { position, keeps: box.checked };
  }

  /** Everything shown from one message to another, also where it is not loaded. */
  async #range(one: number, other: number, keeps: boolean): Promise<void> {
    const { transcript, work } = this;
    const [first, last] = [Math.min(one, other), Math.max(one, other)];
    const shown = transcript.view.subarray(transcript.placeOf(first), transcript.placeOf(last + 1));
    const n = await this.set(shown, keeps);
    if (n > 0 && transcript.view.length < work.source.head.messages) {
      this.asking.say(t('sift-said-only-shown', { n }));
    }
  }

  #key(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    const box = target.closest<HTMLElement>('.msg, .day__head')?.querySelector<HTMLInputElement>('.cb');
    if (!box || event.altKey || event.ctrlKey || event.metaKey || target.closest('audio, video') !== null) return;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE_ROWS, PageUp: -PAGE_ROWS }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      void this.#move(box, step, event.shiftKey);
    } else if (event.key === 'Home' || event.key === 'End') {
      event.preventDefault();
      const boxes = box.closest('.day')?.querySelectorAll<HTMLElement>('.msg .cb') ?? [];
      focusOn(boxes[event.key === 'Home' ? 0 : boxes.length - 1]);
    } else if (event.key === 'Escape') {
      this.asking.leave();
    }
  }

  async #move(from: HTMLInputElement, step: number, extends_: boolean): Promise<void> {
    const selector = extends_ ? '.msg .cb' : '.cb';
    let to: HTMLElement | null = from;
    for (let n = 0; n < Math.abs(step) && to !== null; n += 1) {
      to = await this.transcript.next(to, selector, step > 0 ? 1 : -1) ?? (n === 0 ? null : to);
    }
    if (to === null || to === from) return;
    if (extends_) {
      const [here, there] = [from, to].map((box) => Number(box.closest<HTMLElement>('.msg')?.dataset['position']));
      if (here === undefined || there === undefined || Number.isNaN(here)) return;
      const keeps = this.#anchor?.keeps ?? true;
      await this.#range(here, there, keeps);
      this.#anchor = { position: there, keeps };
    }
    focusOn(to);
  }

  /** Makes the message that has the focus the tab stop. */
  #rove(target: HTMLElement): void {
    const row = target.closest<HTMLElement>('.msg, .day__head');
    if (row === null) return;
    for (const old of this.transcript.host.querySelectorAll<HTMLElement>('[tabindex="0"]')) {
      if (!row.contains(old)) old.tabIndex = -1;
    }
    for (const control of row.querySelectorAll<HTMLElement>('.cb, button')) control.tabIndex = 0;
  }

  /** There is always one tab stop, also after the chunk that held it was emptied. */
  #oneStop(): void {
    const { host } = this.transcript;
    if (host.querySelector('.cb[tabindex="0"]') !== null) return;
    const first = host.querySelector<HTMLElement>('.msg .cb');
    if (first !== null) first.tabIndex = 0;
  }
}

export function focusOn(element: HTMLElement | null | undefined): void {
  element?.focus({ preventScroll: true });
  element?.closest('.msg, .day__head')?.scrollIntoView({ block: 'nearest' });
}
