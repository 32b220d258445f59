// What was chosen: the count, when it was saved, and the stretches, each with a way to it and a way out.

import { el, icon } from './dom';
import { number, stretch } from './format';
import { t } from './texts';
import type { Work } from './work';

const MAX_STRETCHES = 60;

export interface PanelParts {
  count: HTMLElement;
  of: HTMLElement;
  list: HTMLElement;
  more: HTMLElement;
  dock: HTMLElement;
  undo: HTMLButtonElement;
}

export class Panel {
  constructor(
    private readonly work: Work,
    private readonly parts: PanelParts,
    private readonly acts: { goTo: (position: number) => void; drop: (first: number, last: number) => void },
  ) {
    this.refresh();
  }

  refresh(): void {
    const { work: { choice, source }, parts } = this;
    parts.count.textContent = number(choice.n);
    parts.of.textContent = t('sift-of-messages', { n: source.head.messages });
    parts.dock.textContent = t('sift-n-chosen', { n: choice.n });
    parts.undo.hidden = !choice.canUndo;
    const stretches = choice.stretches();
    parts.list.replaceChildren(...stretches.slice(0, MAX_STRETCHES).map(([first, last]) => this.#item(first, last)));
    parts.list.hidden = stretches.length === 0;
    const left = stretches.length - MAX_STRETCHES;
    parts.more.textContent = left > 0 ? t('sift-more-stretches', { n: left }) : '';
  }

  #item(first: number, last: number): HTMLLIElement {
    const { source } = this.work;
    const at = (position: number): number => source.minutes[position - 1] ?? 0;
    const words = stretch(at(first), at(last));
    let files = 0;
    for (let position = first; position <= last; position += 1) files += source.attached[position - 1] ?? 0;
    const counts = t('sift-stretch', { messages: last - first + 1, files });
    const link = el('a', { href: '#gesprek', class: 'num' }, el('b', {}, words), el('span', { class: 'subtle' }, counts));
    link.addEventListener('click', (event) => { event.preventDefault(); this.acts.goTo(first); });
    const drop = el('button', { type: 'button', class: 'iconbtn', 'aria-label': t('sift-drop-stretch', { stretch: words }) }, icon('cross'));
    drop.addEventListener('click', () => { this.acts.drop(first, last); });
    return el('li', {}, link, drop);
  }
}
