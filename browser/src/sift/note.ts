// A note of the substance, where no message can be captured any more (requirement C8). It pretends nothing: its time
// is that of writing, and the archive is told that no message stands behind it.

import { tell, untell } from './ask';
import { byId } from './dom';
import { nowDate } from './format';
import type { Keep } from './keep';
import type { Reader } from './reader';
import { regimeOf } from './selection';
import type { Form } from './form';
import { t } from './texts';
import type { Context } from './work';

/** Under this name an unfinished note is kept on the device. */
export const NOTE = 'note';
const SAVE_AFTER_MS = 600;

interface Draft {
  title: string;
  text: string;
  author: string;
}

export class NoteForm implements Form {
  readonly step = 'note';
  readonly title = 'sift-note-title';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly context: Context, private readonly reader: Reader, private readonly keep: Keep | undefined) {
    for (const id of ['title', 'text', 'author']) {
      byId(`sift-note-${id}`).addEventListener('input', () => {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => void this.#save(), SAVE_AFTER_MS);
      });
    }
  }

  #field(name: keyof Draft): HTMLInputElement | HTMLTextAreaElement {
    return byId<HTMLInputElement | HTMLTextAreaElement>(`sift-note-${name}`);
  }

  /** Fills the form with what was written before. */
  async open(): Promise<void> {
    const draft = (await this.keep?.load(NOTE))?.work as Draft | undefined;
    this.#field('title').value = draft?.title ?? '';
    this.#field('text').value = draft?.text ?? '';
    this.#field('author').value = draft?.author ?? this.context.owner.name;
    untell(byId('sift-note-problem'));
  }

  async #save(): Promise<void> {
    const kept = await this.keep?.save(NOTE, { title: this.#field('title').value, text: this.#field('text').value, author: this.#field('author').value });
    if (kept !== undefined) byId('sift-note-saved').textContent = t('sift-note-saved', { until: nowDate(new Date(kept.until)) });
  }

  /** Stops saving; what was kept is gone after handing in. */
  async forget(): Promise<void> {
    clearTimeout(this.#timer);
    await this.keep?.forget(NOTE);
  }

  /** True when there is something to hand in; says what is missing when not. */
  isComplete(): boolean {
    const missing = (['text', 'author'] as const).find((name) => this.#field(name).value.trim() === '');
    for (const name of ['text', 'author'] as const) this.#field(name).toggleAttribute('aria-invalid', false);
    if (missing === undefined) { untell(byId('sift-note-problem')); return true; }
    tell(byId('sift-note-problem'), 'error', t(`sift-note-needs-${missing}`));
    this.#field(missing).setAttribute('aria-invalid', 'true');
    return false;
  }

  make(order: object): Promise<Uint8Array<ArrayBuffer>> {
    const title = this.#field('title').value.trim();
    return this.reader.note({
      author: this.#field('author').value.trim(),
      ...(title === '' ? {} : { title }),
      text: this.#field('text').value.trim(),
      regime: regimeOf(this.context, ''),
      offset_minutes: -new Date().getTimezoneOffset(),
      order,
    });
  }

  sentence = (): string => t('sift-note-sentence');
  left = (): string => t('sift-note-left');
}
