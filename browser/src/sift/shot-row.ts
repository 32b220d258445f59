// One screenshot on the page: the picture, the time on it, and what the owner types beside it.

import { el, icon } from './dom';
import { t } from './texts';

export interface Shot {
  id: string;
  sha256: string;
  /** Under which the module keeps it. */
  number: number;
  /** The picture without metadata, to show. */
  file: Blob;
  /** The file as it was chosen. */
  original: File;
  /** Local, to the minute, as the field writes it: `2026-03-12T08:51`. */
  at: string;
  text: string;
}

interface Acts {
  changed: () => void;
  move: (by: -1 | 1) => void;
  remove: () => void;
  redact: () => void;
  recognise: () => Promise<string>;
}

export class ShotRow {
  readonly element: HTMLLIElement;
  readonly time: HTMLInputElement;
  readonly text: HTMLTextAreaElement;
  readonly #title = el('h3', { class: 'shot__title' });
  readonly #image = el('img', { class: 'shot__picture', alt: '' });
  readonly #redact = el('button', { type: 'button', class: 'nl-button nl-button--secondary' });
  readonly #up = el('button', { type: 'button', class: 'linkbtn' }, t('sift-shots-up'));
  readonly #down = el('button', { type: 'button', class: 'linkbtn' }, t('sift-shots-down'));
  readonly #remove = el('button', { type: 'button', class: 'iconbtn' }, icon('cross'));
  readonly #suggestion = el('div', { class: 'shot__suggestion', role: 'status' });
  #url = '';

  constructor(readonly shot: Shot, recognises: boolean, private readonly acts: Acts) {
    this.time = el('input', { type: 'datetime-local', class: 'utrecht-textbox utrecht-textbox--html-input', id: `at-${shot.id}`, value: shot.at });
    this.text = el('textarea', { class: 'utrecht-textarea', id: `text-${shot.id}`, rows: 8, maxlength: 50_000, 'aria-describedby': `help-${shot.id}` });
    this.text.value = shot.text;
    // What was filled in is no longer missing.
    for (const input of [this.time, this.text]) input.addEventListener('input', () => { input.removeAttribute('aria-invalid'); });
    this.time.addEventListener('input', () => { shot.at = this.time.value; acts.changed(); });
    this.text.addEventListener('input', () => { shot.text = this.text.value; acts.changed(); });
    this.#up.addEventListener('click', () => { acts.move(-1); });
    this.#down.addEventListener('click', () => { acts.move(1); });
    this.#remove.addEventListener('click', acts.remove);
    this.#redact.addEventListener('click', acts.redact);
    const suggest = el('button', { type: 'button', class: 'linkbtn', hidden: !recognises }, t('sift-shots-recognise'));
    suggest.addEventListener('click', () => void this.#suggest(suggest));
    const field = (id: string, label: string, ...parts: HTMLElement[]) =>
      el('div', { class: 'utrecht-form-field' }, el('label', { class: 'utrecht-form-label', for: id }, label), ...parts);
    const help = el('div', { class: 'utrecht-form-field-description small', id: `help-${shot.id}` }, t('sift-shots-text-help'));
    this.element = el('li', { class: 'shot' },
      el('div', { class: 'shot__head' }, this.#title, el('div', { class: 'shot__acts' }, this.#up, this.#down, this.#remove)),
      el('div', { class: 'shot__image' }, this.#image, this.#redact),
      el('div', { class: 'shot__fields' }, field(this.time.id, t('sift-shots-at'), this.time), field(this.text.id, t('sift-shots-text'), help, this.text, suggest, this.#suggestion)));
    this.element.addEventListener('keydown', (event) => {
      const by = { ArrowUp: -1, ArrowDown: 1 }[event.key] as -1 | 1 | undefined;
      if (by === undefined || !event.altKey) return;
      event.preventDefault();
      acts.move(by);
    });
  }

  /** Says which of how many this is. */
  number(at: number, of: number): void {
    this.#title.textContent = t('sift-shots-nth', { at, of });
    this.#image.alt = t('sift-shots-alt', { at });
    this.#up.hidden = at === 1;
    this.#down.hidden = at === of;
    this.#remove.setAttribute('aria-label', t('sift-shots-remove', { at }));
    for (const button of [this.#up, this.#down]) button.setAttribute('aria-label', `${button.textContent ?? ''}: ${t('sift-shots-nth', { at, of })}`);
  }

  /** Shows the picture as it would go along. */
  show(picture: Blob, nBoxes: number): void {
    URL.revokeObjectURL(this.#url);
    this.#url = URL.createObjectURL(picture);
    this.#image.src = this.#url;
    this.#redact.textContent = nBoxes === 0 ? t('sift-redact-picture') : t('sift-picture-boxes', { n: nBoxes });
  }

  /** After moving, the focus stays with the button that was pressed, or with its neighbour at an end. */
  focusMove(by: -1 | 1): void {
    const [wanted, other] = by < 0 ? [this.#up, this.#down] : [this.#down, this.#up];
    (wanted.hidden ? other : wanted).focus();
  }

  forget(): void {
    URL.revokeObjectURL(this.#url);
    this.element.remove();
  }

  /** A suggestion is shown beside the field; only its owner puts it in. */
  async #suggest(button: HTMLButtonElement): Promise<void> {
    this.#suggestion.replaceChildren(el('p', { class: 'small subtle' }, t('sift-shots-recognising')));
    const text = await this.acts.recognise().catch(() => undefined);
    if (text === undefined || text.trim() === '') {
      this.#suggestion.replaceChildren(el('p', { class: 'small' }, t(text === undefined ? 'sift-shots-not-recognised' : 'sift-shots-nothing-recognised')));
      return;
    }
    const take = el('button', { type: 'button', class: 'nl-button nl-button--secondary' }, t('sift-shots-take'));
    take.addEventListener('click', () => {
      const before = this.text.value.trimEnd();
      this.text.value = before === '' ? text.trim() : `${before}\n${text.trim()}`;
      this.shot.text = this.text.value;
      this.#suggestion.replaceChildren();
      this.acts.changed();
      this.text.focus();
    });
    const drop = el('button', { type: 'button', class: 'nl-button nl-button--subtle' }, t('sift-shots-leave'));
    drop.addEventListener('click', () => { this.#suggestion.replaceChildren(); button.focus(); });
    this.#suggestion.replaceChildren(
      el('div', { class: 'note' }, el('div', {}, el('p', {}, el('b', {}, t('sift-shots-suggestion'))), el('p', { class: 'shot__words' }, text.trim()), el('p', { class: 'row' }, take, drop))));
  }
}
