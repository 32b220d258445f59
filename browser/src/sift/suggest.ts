// What may be personal data (requirement S7): found by the module on this device, shown as a mark with a word beside
// it, and never a choice. Off unless the body switched it on.

import { byId, el } from './dom';
import type { Reader } from './reader';
import type { Span } from './text-cuts';
import { t } from './texts';
import type { Context } from './work';

/** In the order of the module (docs/formats/wasm.md). */
const DETECTORS = ['bsn', 'iban', 'phone', 'mail', 'card', 'postcode', 'special'];

export class Suggestions {
  readonly #at = new Map<number, { spans: Span[]; words: Set<string> }>();

  private constructor(found: Uint32Array) {
    for (let at = 0; at + 3 < found.length; at += 4) {
      const [position = 0, from = 0, to = 0, detector = 0] = found.subarray(at, at + 4);
      const known = this.#at.get(position) ?? { spans: [], words: new Set() };
      known.spans.push({ from, to });
      known.words.add(DETECTORS[detector] ?? '');
      this.#at.set(position, known);
    }
  }

  /** Looks through the export that is open; nothing where suggestions are off. */
  static async of(context: Context, reader: Reader): Promise<Suggestions | undefined> {
    const setting = context.suggestions;
    const place = byId('sift-suggest');
    place.hidden = setting === undefined;
    if (setting === undefined) return undefined;
    const found = new Suggestions(await reader.suggest(setting));
    byId('sift-suggest-n').textContent = t('sift-suggest-n', { n: found.#at.size });
    byId('sift-suggest-list').replaceChildren(...setting.detectors.map((detector) => el('li', {}, t(`sift-suggest-${detector}`))));
    return found;
  }

  has(position: number): boolean {
    return this.#at.has(position);
  }

  spans(position: number): Span[] {
    return this.#at.get(position)?.spans ?? [];
  }

  /** The line under a message: what may be in it, in words. */
  line(position: number): HTMLElement | null {
    const known = this.#at.get(position);
    if (known === undefined) return null;
    const words = [...known.words].map((detector) => t(`sift-suggest-${detector}`)).join(', ');
    return el('p', { class: 'msg__hint small' }, t('sift-suggest-line', { words }));
  }
}
