// One message as a list item, and a day as a section. They are made of text nodes only.

import type { Shown } from '../wire';
import { el } from './dom';
import { dayLong, minutesOf, number, time } from './format';
import { attachmentElement } from './media';
import { pieces, type Span } from './text-cuts';
import { t } from './texts';
import { NOBODY, SYSTEM, type Work } from './work';

/** How a span of a text is shown. */
export interface Marked extends Span {
  as: 'hit' | 'hit-current' | 'cut' | 'hint';
}

export interface RowStyle {
  /** With a checkbox, or (when redacting) with a button. */
  acts: 'choose' | 'redact';
  /** Stands before the ids of the rows, as one message may be on the page twice. */
  prefix: string;
  marks: (position: number) => Marked[];
  /** The button with which a picture is redacted. */
  pictureButton?: (name: string | null, index: number | null) => HTMLElement | null;
}

const SAME_BREATH_MINUTES = 5;

/** True when a message goes on where the one before it stopped: same sender, within five minutes, same day. */
export function continues({ source }: Work, position: number, before: number | undefined): boolean {
  if (before !== position - 1) return false;
  const [a, b] = [before - 1, position - 1];
  const [then, now] = [source.minutes[a] ?? 0, source.minutes[b] ?? 0];
  const sender = source.senders[b];
  return sender !== NOBODY && sender === source.senders[a] && source.kinds[a] !== SYSTEM && source.kinds[b] !== SYSTEM
    && then <= now && now - then <= SAME_BREATH_MINUTES && Math.floor(then / 1440) === Math.floor(now / 1440);
}

export function messageRow(work: Work, shown: Shown, isContinued: boolean, style: RowStyle): HTMLLIElement {
  const { position } = shown;
  const isSystem = shown.kind === 'system';
  const isChosen = work.choice.has(position);
  const names = ['msg', isContinued ? 'is-cont' : '', isSystem ? 'msg--sys' : '', isChosen && style.acts === 'choose' ? 'is-chosen' : ''];
  const at = minutesOf(shown.at);
  const stamp = el('time', { class: 'msg__time', id: `${style.prefix}t${position}`, datetime: shown.at }, time(at));
  const body = el('div', { class: 'msg__body' }, who(work, shown, isContinued, style.prefix), textElement(shown, style));
  for (const attached of shown.attachments ?? []) {
    body.append(attachmentElement(work, attached));
    const button = style.acts === 'redact' ? style.pictureButton?.(attached.name, attached.index) : null;
    if (button) body.append(button);
  }
  const hint = work.suggestions?.line(position);
  if (hint) body.append(hint);
  // One control of a row is the stop of the arrow keys: that of its text, or else that of its picture.
  if (style.acts === 'redact' && shown.text !== '') body.append(redactButton(position, style.prefix));
  body.querySelector('.msg__redact, [data-picture]')?.classList.add('msg__stop');
  const row = el('li', { class: names.filter(Boolean).join(' '), id: `${style.prefix}b${position}`, 'data-position': position });
  if (style.acts === 'choose') row.append(pick(position, isChosen));
  row.append(stamp, body);
  return row;
}

function pick(position: number, isChosen: boolean): HTMLElement {
  const box = el('input', {
    class: 'cb', type: 'checkbox', tabindex: '-1', 'aria-labelledby': `w${position} t${position} x${position}`,
  });
  box.checked = isChosen;
  return el('label', { class: 'msg__pick' }, box);
}

function redactButton(position: number, prefix: string): HTMLElement {
  return el('button', {
    type: 'button', class: 'linkbtn msg__redact', tabindex: '-1', 'data-redact': position, 'aria-describedby': `${prefix}w${position} ${prefix}t${position}`,
  }, t('sift-redact-this'));
}

function who(work: Work, shown: Shown, isContinued: boolean, prefix: string): HTMLElement {
  const id = `${prefix}w${shown.position}`;
  if (shown.sender === null || shown.kind === 'system') {
    return el('p', { class: 'sr', id }, t('sift-system-message'));
  }
  const name = work.source.head.senders[shown.sender] ?? '';
  if (isContinued) return el('p', { class: 'sr', id }, el('bdi', {}, name));
  return el('p', { class: 'msg__who', id }, el('bdi', {}, name), remark(work, name));
}

/** What is said behind a name: it is you, or where the name came from. */
function remark(work: Work, name: string): HTMLElement | null {
  if (name === work.decisions.me && name !== '') return el('small', {}, t('sift-you'));
  const source = work.source.head.conversation.participants.find((participant) => participant.name === name)?.name_source;
  if (source === 'number') return el('small', {}, t('sift-name-number'));
  if (source === 'push-name') return el('small', {}, t('sift-name-push'));
  return null;
}

function textElement(shown: Shown, style: RowStyle): HTMLElement {
  const marks = style.marks(shown.position);
  const holder = el('div', { id: `${style.prefix}x${shown.position}` });
  if (shown.kind === 'deleted') {
    holder.append(el('p', { class: 'msg__gone' }, shown.text === '' ? t('sift-deleted-message') : shown.text));
    return holder;
  }
  if (shown.text !== '') holder.append(markedText(shown.text, marks));
  if (shown.n_chars !== undefined) {
    const more = el('button', { type: 'button', class: 'linkbtn', tabindex: '-1', 'data-whole': shown.position });
    more.append(t('sift-whole-message', { n: shown.n_chars }));
    holder.append(more);
  }
  if (shown.location !== undefined) {
    holder.append(el('p', { class: 'small subtle' }, t('sift-location', { place: shown.location.join(', ') })));
  }
  if (shown.edited === true) holder.append(el('p', { class: 'small subtle' }, t('sift-edited')));
  // A checkbox needs a name, also where the export has nothing to show.
  if (!holder.hasChildNodes() && (shown.attachments ?? []).length === 0) {
    holder.append(el('p', { class: 'msg__gone' }, t('sift-empty-message')));
  }
  return holder;
}

/** A text with its marks, as one paragraph that keeps line ends and its own direction. */
export function markedText(text: string, marks: Marked[]): HTMLParagraphElement {
  const paragraph = el('p', { class: 'msg__text', dir: 'auto' });
  for (const piece of pieces(text, marks)) {
    const mark = marks[piece.span];
    if (mark === undefined) paragraph.append(piece.text);
    else if (mark.as === 'hint') paragraph.append(el('span', { class: 'hint' }, piece.text));
    else if (mark.as === 'cut') paragraph.append(el('span', { class: 'lak lak--concept' }, piece.text));
    else paragraph.append(el('mark', { class: mark.as === 'hit-current' ? 'is-current' : undefined }, piece.text));
  }
  return paragraph;
}

/** The head of a day: its checkbox, date and counts. */
export function dayHead(day: number, n: number, isContinued: boolean, acts: RowStyle['acts']): HTMLElement {
  const date = dayLong(day * 1440);
  const head = el('div', { class: 'day__head' });
  if (acts === 'choose') {
    const box = el('input', { class: 'cb', type: 'checkbox', tabindex: '-1', 'data-day': true, 'aria-label': t('sift-choose-day', { n, date }) });
    head.append(el('label', {}, box));
  }
  head.append(el('h3', {}, isContinued ? t('sift-day-continued', { date }) : date));
  if (acts === 'choose') head.append(el('p', { class: 'num' }));
  return head;
}

export function dayCount(n: number, chosen: number): string {
  return t('sift-day-count', { n: number(n), chosen: number(chosen), of: n });
}
