// One dialog for questions, and the lines in which the page says what happened.

import { byId, el } from './dom';

/** Asks a question in a dialog; false when it is closed without an answer. */
export function ask(question: string, yes: string): Promise<boolean> {
  const dialog = byId<HTMLDialogElement>('sift-ask');
  byId('sift-ask-question').textContent = question;
  byId('sift-ask-yes').textContent = yes;
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => { resolve(dialog.returnValue === 'yes'); }, { once: true });
  });
}

/** Speaks to who cannot see it, politely. */
export function say(words: string): void {
  byId('sift-said').textContent = words;
}

export type Tone = 'ok' | 'warning' | 'error' | 'info';

const SIGNS: Record<Tone, string> = {
  ok: 'M20.5 12a8.5 8.5 0 1 1-17 0 8.5 8.5 0 0 1 17 0zM8.5 12.5l2.5 2.5 4.5-5',
  warning: 'M12 4 3 20h18zM12 10v4m0 3v.01',
  error: 'M12 4 3 20h18zM12 10v4m0 3v.01',
  info: 'M20.5 12a8.5 8.5 0 1 1-17 0 8.5 8.5 0 0 1 17 0zM12 11v5m0-8v.01',
};

/** Shows a message at a place on the page, with what was kept and what to do; focus goes to an error. */
export function tell(place: HTMLElement, tone: Tone, title: string, ...more: (string | Node)[]): void {
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', SIGNS[tone]);
  const sign = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  for (const [name, value] of [['class', 'i'], ['viewBox', '0 0 24 24'], ['aria-hidden', 'true'], ['focusable', 'false']] as const) {
    sign.setAttribute(name, value);
  }
  sign.append(path);
  const words = el('div', { class: 'utrecht-alert__message' }, el('p', {}, el('b', {}, title)));
  for (const part of more) words.append(typeof part === 'string' ? el('p', {}, part) : part);
  const alert = el(
    'div',
    { class: `utrecht-alert utrecht-alert--${tone}`, role: tone === 'error' ? 'alert' : 'status', tabindex: '-1' },
    el('div', { class: 'utrecht-alert__icon' }, sign),
    el('div', { class: 'utrecht-alert__content' }, words),
  );
  place.replaceChildren(alert);
  place.hidden = false;
  if (tone === 'error') alert.focus();
}

export function untell(place: HTMLElement): void {
  place.replaceChildren();
  place.hidden = true;
}
