// Redacting what was chosen: spans of text, the same text in more places, and regions of pictures. What is shown is a
// draft; the characters and pixels go for good when the package is made.

import { tell, untell } from './ask';
import { byId, el, fillSelect, icon } from './dom';
import { dayShort, time } from './format';
import { blobUrl, isPicture } from './media';
import { PictureEditor } from './picture';
import { markedText, type Marked } from './row';
import { codePoints } from './text-cuts';
import { t } from './texts';
import { Transcript } from './transcript';
import { groundChoices, type Work } from './work';

const MAX_LISTED = 500;
const AROUND_CHARS = 40;

export class Redactor {
  readonly transcript: Transcript;
  readonly #pictures: PictureEditor;
  #at = 0;
  #text = '';
  #places: [number, number, number][] = [];
  #picked: { position: number; from: number; to: number } | undefined;

  constructor(host: HTMLElement, private readonly list: HTMLElement, private readonly work: Work) {
    this.transcript = new Transcript(host, work, {
      acts: 'redact', prefix: 'r', marks: (position) => this.#marks(position), pictureButton: (name, index) => pictureButton(work, name, index),
    });
    this.#pictures = new PictureEditor({
      context: work.context,
      pictures: () => work.decisions.pictures,
      url: (_name, index) => blobUrl(work, index, work.source.head.files[index]?.media_type ?? 'image/png'),
      isScreenshot: false,
      changed: () => { work.changed(); this.refresh(); },
    });
    this.transcript.onfill = () => { this.#oneStop(); };
    const { signal } = work;
    host.addEventListener('mousedown', (event) => { this.#pick(event.target as Element); }, { signal });
    host.addEventListener('click', (event) => { this.#click(event.target as Element); }, { signal });
    host.addEventListener('keydown', (event) => { this.#key(event); }, { signal });
    host.addEventListener('focusin', (event) => { this.#rove(event.target as HTMLElement); }, { signal });
    this.#wireDialog(signal);
  }

  /** Shows what is chosen now. */
  open(): void {
    const { choice, source } = this.work;
    this.transcript.show(Transcript.all(source.head.messages).filter((position) => choice.has(position)));
    fillSelect(byId<HTMLSelectElement>('sift-cut-ground'), groundChoices(this.work.context, 'redaction', t('sift-pick-ground')));
    this.refresh();
  }

  #marks(position: number): Marked[] {
    const { cuts, everywhere } = this.work.decisions;
    const own = cuts.filter((cut) => cut.position === position);
    const others = everywhere.filter(({ positions }) => positions.includes(position))
      .flatMap(({ places }) => places.filter(([at]) => at === position).map(([, from, to]) => ({ from, to })));
    return [...own, ...others].map(({ from, to }) => ({ from, to, as: 'cut' }));
  }

  /** Brings the list and the shown messages in line with the decisions. */
  refresh(): void {
    const { cuts, everywhere, pictures } = this.work.decisions;
    const items = [
      ...cuts.map((cut, at) => this.#item(cut.text, this.#when(cut.position), cut.ground, () => cuts.splice(at, 1))),
      ...everywhere.map((rule, at) =>
        this.#item(rule.text, t('sift-in-messages', { n: rule.positions.length }), rule.ground, () => everywhere.splice(at, 1))),
      ...Object.entries(pictures).map(([name, { boxes, ground }]) =>
        this.#item(name, t('sift-n-boxes', { n: boxes.length }), ground, () => delete pictures[name])),
    ];
    this.list.replaceChildren(...items);
    this.list.hidden = items.length === 0;
    byId('sift-redact-none').hidden = items.length > 0;
    for (const row of this.transcript.host.querySelectorAll<HTMLElement>('.msg')) this.#remark(Number(row.dataset['position']));
    for (const button of this.transcript.host.querySelectorAll<HTMLElement>('[data-picture]')) {
      button.textContent = pictureWords(this.work, button.dataset['picture'] ?? '');
    }
  }

  #when(position: number): string {
    const minutes = this.work.source.minutes[position - 1] ?? 0;
    return `${dayShort(minutes)}, ${time(minutes)}`;
  }

  #item(text: string, where: string, ground: string, remove: () => void): HTMLLIElement {
    const label = this.work.context.grounds.find(({ id }) => id === ground)?.label ?? '';
    const words = el('span', { class: 'ranges__words' }, el('b', {}, el('bdi', {}, text)), el('span', { class: 'subtle' }, [where, label].filter(Boolean).join(', ')));
    const drop = el('button', { type: 'button', class: 'iconbtn', 'aria-label': t('sift-undo-cut', { text }) }, icon('cross'));
    drop.addEventListener('click', () => {
      remove();
      this.work.changed();
      this.refresh();
      this.list.focus();
    });
    return el('li', {}, words, drop);
  }

  #remark(position: number): void {
    const text = this.transcript.host.querySelector(`#rx${position} > .msg__text`);
    const marks = this.#marks(position);
    if (text === null || (marks.length === 0 && text.childElementCount === 0)) return;
    text.replaceWith(markedText(text.textContent ?? '', marks));
  }

  /** Remembers what was selected with the mouse, before the press on the button lets it go. */
  #pick(target: Element): void {
    const button = target.closest<HTMLElement>('[data-redact]');
    if (button === null) return;
    this.#picked = undefined;
    const selection = getSelection();
    const text = button.closest('.msg')?.querySelector('.msg__text');
    if (!selection || selection.isCollapsed || !text || selection.rangeCount === 0) return;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return;
    const before = document.createRange();
    before.setStart(text, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const from = before.toString().length;
    this.#picked = { position: Number(button.dataset['redact']), from, to: from + range.toString().length };
  }

  #click(target: Element): void {
    const cut = target.closest<HTMLElement>('[data-redact]');
    if (cut !== null) void this.#openDialog(Number(cut.dataset['redact']));
    const picture = target.closest<HTMLElement>('[data-picture]');
    if (picture !== null) void this.#pictures.open(picture.dataset['picture'] ?? '', Number(picture.dataset['index']));
    const whole = target.closest<HTMLElement>('[data-whole]');
    if (whole !== null) void this.transcript.redrawRow(Number(whole.dataset['whole']), true);
  }

  #key(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key] as 1 | -1 | undefined;
    const button = (event.target as Element).closest('.msg')?.querySelector('.msg__stop');
    if (step === undefined || !button || (event.target as Element).closest('audio, video') !== null) return;
    event.preventDefault();
    void this.transcript.next(button, '.msg__stop', step).then((next) => { next?.focus(); });
  }

  #rove(target: HTMLElement): void {
    const row = target.closest<HTMLElement>('.msg');
    if (row === null) return;
    for (const old of this.transcript.host.querySelectorAll<HTMLElement>('[tabindex="0"]')) if (!row.contains(old)) old.tabIndex = -1;
    for (const control of row.querySelectorAll<HTMLElement>('button')) control.tabIndex = 0;
  }

  #oneStop(): void {
    const { host } = this.transcript;
    if (host.querySelector('[tabindex="0"]') !== null) return;
    const first = host.querySelector<HTMLElement>('.msg__stop');
    if (first !== null) first.tabIndex = 0;
  }

  // The dialog in which a span is chosen: in a text field, so that every keyboard and every aid can do it.

  #wireDialog(signal: AbortSignal): void {
    const field = byId<HTMLTextAreaElement>('sift-cut-text');
    // Not the attribute readonly: with it some browsers do not let the arrow keys move.
    field.addEventListener('beforeinput', (event) => { event.preventDefault(); }, { signal });
    for (const type of ['select', 'keyup', 'mouseup', 'focus']) field.addEventListener(type, () => { this.#selected(); }, { signal });
    byId('sift-cut-everywhere').addEventListener('change', () => void this.#listPlaces(), { signal });
    byId('sift-cut-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#cut();
    }, { signal });
    byId('sift-cut-close').addEventListener('click', () => { byId<HTMLDialogElement>('sift-cut').close(); }, { signal });
  }

  async #openDialog(position: number): Promise<void> {
    const [shown] = await this.work.reader.page([position], true);
    if (shown === undefined) return;
    this.#at = position;
    this.#text = shown.text;
    const field = byId<HTMLTextAreaElement>('sift-cut-text');
    field.value = shown.text;
    byId('sift-cut-where').textContent = this.#when(position);
    byId<HTMLInputElement>('sift-cut-everywhere').checked = false;
    byId('sift-cut-places').hidden = true;
    untell(byId('sift-cut-error'));
    byId<HTMLDialogElement>('sift-cut').showModal();
    field.focus();
    const picked = this.#picked?.position === position ? this.#picked : undefined;
    if (picked !== undefined) field.setSelectionRange(picked.from, picked.to);
    else field.setSelectionRange(0, 0);
    this.#picked = undefined;
    this.#selected();
  }

  /** The selected span, in code points of the message; the field writes every line end as one character. */
  #span(): { from: number; to: number; text: string } {
    const field = byId<HTMLTextAreaElement>('sift-cut-text');
    const unit = (wanted: number): number => {
      let at = 0;
      for (let seen = 0; seen < wanted && at < this.#text.length; seen += 1) at += this.#text.startsWith('\r\n', at) ? 2 : 1;
      return at;
    };
    const [start, end] = [unit(field.selectionStart), unit(field.selectionEnd)];
    return { from: codePoints(this.#text, start), to: codePoints(this.#text, end), text: this.#text.slice(start, end) };
  }

  #selected(): void {
    const { text } = this.#span();
    byId('sift-cut-chosen').textContent = text === '' ? t('sift-cut-nothing') : t('sift-cut-this', { text });
    if (byId<HTMLInputElement>('sift-cut-everywhere').checked) void this.#listPlaces();
  }

  async #listPlaces(): Promise<void> {
    const list = byId('sift-cut-places');
    const { text } = this.#span();
    list.hidden = !byId<HTMLInputElement>('sift-cut-everywhere').checked || text.trim() === '';
    if (list.hidden) return;
    const places = await this.work.reader.spans(text).catch(() => []);
    this.#places = places.filter(([position]) => this.work.choice.has(position));
    const shown = this.#places.slice(0, MAX_LISTED);
    const messages = await this.work.reader.page([...new Set(shown.map(([position]) => position))], true);
    const texts = new Map(messages.map((message) => [message.position, message.text]));
    const seen = new Set<number>();
    const items: HTMLElement[] = [];
    for (const [position, from, to] of shown) {
      if (seen.has(position)) continue;
      seen.add(position);
      const box = el('input', { type: 'checkbox', class: 'cb', value: position });
      box.checked = true;
      const around = [...(texts.get(position) ?? '')];
      const start = Math.max(0, from - AROUND_CHARS);
      const context = markedText(around.slice(start, to + AROUND_CHARS).join(''), [{ from: from - start, to: to - start, as: 'cut' }]);
      items.push(el('label', { class: 'check' }, box, el('span', {}, el('span', { class: 'subtle small num' }, this.#when(position)), context)));
    }
    byId('sift-cut-list').replaceChildren(...items);
    byId('sift-cut-found').textContent = t('sift-cut-found', { n: seen.size });
  }

  #cut(): void {
    const span = this.#span();
    const ground = byId<HTMLSelectElement>('sift-cut-ground').value;
    const error = byId('sift-cut-error');
    if (span.text === '') { tell(error, 'error', t('sift-cut-needs-text')); return; }
    if (ground === '') { tell(error, 'error', t('sift-needs-ground')); return; }
    if (byId<HTMLInputElement>('sift-cut-everywhere').checked) {
      const boxes = byId('sift-cut-list').querySelectorAll<HTMLInputElement>('input:checked');
      const unlisted = this.#places.slice(MAX_LISTED).map(([position]) => position);
      const positions = [...new Set([...[...boxes].map(({ value }) => Number(value)), ...unlisted])];
      if (positions.length === 0) { tell(error, 'error', t('sift-cut-needs-place')); return; }
      const places = this.#places.filter(([position]) => positions.includes(position));
      this.work.decisions.everywhere.push({ text: span.text, positions, places, ground });
    } else {
      this.work.decisions.cuts.push({ position: this.#at, ...span, ground });
    }
    this.work.changed();
    byId<HTMLDialogElement>('sift-cut').close();
    this.refresh();
  }
}

/** What the button at a picture says. */
function pictureWords(work: Work, name: string): string {
  const n = work.decisions.pictures[name]?.boxes.length ?? 0;
  return n === 0 ? t('sift-redact-picture') : t('sift-picture-boxes', { n });
}

/** The button with which regions of a picture are redacted, where an attachment is a picture. */
function pictureButton(work: Work, name: string | null, index: number | null): HTMLElement | null {
  const type = index === null ? undefined : work.source.head.files[index]?.media_type;
  if (name === null || type === undefined || !isPicture(type)) return null;
  const attributes = { type: 'button', class: 'linkbtn', tabindex: '-1', 'data-picture': name, 'data-index': index ?? -1 };
  return el('button', attributes, pictureWords(work, name));
}
