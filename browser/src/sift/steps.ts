// The steps of the page: which part is shown, and the bar above it.

import { byId } from './dom';
import { t } from './texts';

export type Step = 'choose' | 'note' | 'shots' | 'report' | 'select' | 'redact' | 'details' | 'send' | 'done';

const STEPS: Step[] = ['choose', 'note', 'shots', 'report', 'select', 'redact', 'details', 'send', 'done'];

/** Which of the five steps above the page a part of it belongs to. */
export const NUMBER: Record<Step, number> = { choose: 1, note: 1, shots: 1, report: 1, select: 2, redact: 3, details: 4, send: 5, done: 5 };

/** Shows one part of the page, and where it stands in the bar. */
export function paint(step: Step, isWithoutBar: boolean): void {
  for (const one of STEPS) byId(`sift-step-${one}`).hidden = one !== step;
  document.body.dataset['stage'] = step;
  for (const bar of document.querySelectorAll<HTMLElement>('.steps, .steps-short')) bar.hidden = isWithoutBar;
  const at = NUMBER[step];
  for (const item of document.querySelectorAll<HTMLElement>('.steps [data-step]')) {
    const n = Number(item.dataset['step']);
    item.classList.toggle('is-done', n < at || step === 'done');
    item.removeAttribute('aria-current');
    if (n === at && step !== 'done') item.setAttribute('aria-current', 'step');
    const canGo = n < at && step !== 'done';
    for (const link of item.querySelectorAll('a')) link.hidden = !canGo;
    for (const plain of item.querySelectorAll<HTMLElement>('[data-plain]')) plain.hidden = canGo;
  }
  const name = document.querySelector(`.steps [data-step="${at}"] [data-plain]`)?.textContent ?? '';
  byId('sift-short').textContent = t('sift-step-short', { at, of: 5, name });
  byId<HTMLProgressElement>('sift-short-bar').value = at;
  // The step, never the name of the chat: a title ends up in the history of the browser.
  document.title = `${name} – Zegel`;
}
