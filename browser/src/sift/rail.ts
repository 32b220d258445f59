// The months: one line each, with a bar for all messages and in it a bar for the chosen ones; on narrow screens a
// list to choose from.

import { el, fillSelect, svg } from './dom';
import { month, monthLong, year } from './format';
import { t } from './texts';
import type { Work } from './work';

interface Month {
  /** Year * 12 + month. */
  key: number;
  minutes: number;
  first: number;
  n: number;
  days: [first: number, last: number][];
  bar: SVGElement;
  words: HTMLElement;
  link: HTMLAnchorElement;
}

export class Rail {
  readonly #months: Month[];
  #current: Month | undefined;

  constructor(
    list: HTMLElement,
    private readonly select: HTMLSelectElement,
    private readonly work: Work,
    goTo: (position: number) => void,
  ) {
    this.#months = months(work);
    const most = Math.max(1, ...this.#months.map(({ n }) => n));
    list.replaceChildren();
    let items: HTMLElement | undefined;
    let lastYear = 0;
    for (const one of this.#months) {
      if (items === undefined || year(one.minutes) !== lastYear) {
        lastYear = year(one.minutes);
        items = el('ul', { class: 'plain' });
        list.append(el('h3', {}, String(lastYear)), items);
      }
      one.link.addEventListener('click', (event) => { event.preventDefault(); goTo(one.first); });
      const all = svg('rect', { class: 'den__all', width: Math.max(1, (100 * one.n) / most), height: 8 });
      const bars = svg('svg', { class: 'den', viewBox: '0 0 100 8', preserveAspectRatio: 'none', 'aria-hidden': 'true', focusable: 'false' }, all, one.bar);
      one.link.append(el('span', { 'aria-hidden': 'true' }, month(one.minutes)), bars, el('span', { class: 'sr' }, monthLong(one.minutes)), one.words);
      items.append(el('li', {}, one.link));
    }
    fillSelect(select, this.#months.map((one) => [String(one.first), monthLong(one.minutes)]));
    select.addEventListener('change', () => { goTo(Number(select.value)); }, { signal: work.signal });
    this.refresh();
  }

  /** Brings the bars in line with the choice. */
  refresh(): void {
    const most = Math.max(1, ...this.#months.map(({ n }) => n));
    for (const one of this.#months) {
      const chosen = one.days.reduce((sum, [first, last]) => sum + this.work.choice.count(first, last), 0);
      one.bar.setAttribute('width', String(chosen === 0 ? 0 : Math.max(1.5, (100 * chosen) / most)));
      const words = `, ${t('sift-day-count', { n: String(one.n), chosen: String(chosen), of: one.n })}`;
      if (one.words.textContent !== words) one.words.textContent = words;
    }
  }

  /** Marks the month that is on the screen. */
  at(position: number): void {
    const minutes = this.work.source.minutes[position - 1];
    if (minutes === undefined) return;
    const current = this.#months.find(({ key }) => key === keyOf(minutes));
    if (current === this.#current || current === undefined) return;
    this.#current?.link.removeAttribute('aria-current');
    current.link.setAttribute('aria-current', 'true');
    this.#current = current;
    this.select.value = String(current.first);
  }
}

function keyOf(minutes: number): number {
  const date = new Date(minutes * 60_000);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

function months({ source }: Work): Month[] {
  const found = new Map<number, Month>();
  for (const [date, first, n] of source.head.days) {
    const minutes = Date.parse(`${date}T00:00:00Z`) / 60_000;
    const key = keyOf(minutes);
    let one = found.get(key);
    if (one === undefined) {
      const bar = svg('rect', { class: 'den__sel', width: 0, height: 8 });
      one = { key, minutes, first, n: 0, days: [], bar, words: el('span', { class: 'sr' }), link: el('a', { href: '#gesprek' }) };
      found.set(key, one);
    }
    one.n += n;
    one.days.push([first, first + n - 1]);
  }
  return [...found.values()].sort((a, b) => a.key - b.key);
}

/** Marks the month of the message at the top of the screen, at most five times a second. */
export function followMonths(host: HTMLElement, rail: Rail, signal: AbortSignal): void {
  let waiting = false;
  addEventListener('scroll', () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      const place = host.getBoundingClientRect();
      const row = document.elementFromPoint(place.left + place.width / 2, 180)?.closest<HTMLElement>('.msg')
        ?? document.elementFromPoint(place.left + place.width / 2, 260)?.closest<HTMLElement>('.msg');
      if (row) rail.at(Number(row.dataset['position']));
    }, 200);
  }, { passive: true, signal });
}
