// What is in the file: what this export cannot hold, who takes part, and the questions that only the owner can answer.

import { byId, el, fillSelect } from './dom';
import { dayPlain, minutesOf } from './format';
import { hasText, t } from './texts';
import type { Head } from '../wire';
import type { Context, Decisions, Mark } from './work';

const PLATFORMS: Record<string, string> = { android: 'sift-platform-android', ios: 'sift-platform-ios', 'ios-old': 'sift-platform-ios' };

export class Report {
  constructor(
    private readonly context: Context,
    private readonly decisions: Decisions,
    private readonly reread: () => Promise<void>,
  ) {}

  show(head: Head): void {
    this.#losses(head);
    this.#dates(head);
    this.#zone();
    this.#people(head);
    this.#regimes();
  }

  #losses(head: Head): void {
    const items = head.losses.map(({ code, count }) => {
      const id = `sift-loss-${code.replaceAll('_', '-')}`;
      const words = hasText(id) ? t(id) : code;
      const times = el('span', { class: 'losses__n num' }, count > 1 ? t('sift-loss-times', { n: count }) : '');
      return el('li', {}, el('span', {}, words), times);
    });
    byId('sift-losses').replaceChildren(...items);
  }

  /** Is 03-04 3 April or 4 March? Asked where it is open, and shown with its answer where it was inferred. */
  #dates(head: Head): void {
    const field = byId('sift-dates');
    const { date_order: order, date_order_certainty: certainty } = head.conversation;
    const example = head.days.map(([date]) => date).find((date) => twoReadings(date));
    const isOpen = certainty === 'ambiguous' || this.decisions.dateOrder !== '';
    field.hidden = !isOpen || example === undefined || !['dmy', 'mdy'].includes(order);
    if (field.hidden || example === undefined) return;
    const [year = '', month = '', day = ''] = example.split('-');
    const readings: [string, string][] = [[order, example], [order === 'dmy' ? 'mdy' : 'dmy', `${year}-${day}-${month}`]];
    const [first, second] = order === 'dmy' ? [day, month] : [month, day];
    byId('sift-dates-question').textContent = t('sift-dates-question', { date: `${first}-${second}-${year}` });
    const choices = readings.sort(([a], [b]) => a.localeCompare(b)).map(([value, date]) => {
      const box = el('input', { type: 'radio', class: 'rb', name: 'date-order', value });
      box.checked = value === this.decisions.dateOrder;
      box.addEventListener('change', () => {
        this.decisions.dateOrder = value;
        void this.reread();
      });
      return el('label', { class: 'check' }, box, el('span', {}, dayPlain(minutesOf(`${date}T00:00:00`))));
    });
    byId('sift-dates-choices').replaceChildren(...choices);
  }

  #zone(): void {
    const select = byId<HTMLSelectElement>('sift-zone');
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const zones = [...new Set(['Europe/Amsterdam', 'Europe/Brussels', own])].filter((zone) => zone.includes('/'));
    fillSelect(select, [['', t('sift-zone-unknown')], ...zones.map((zone): [string, string] => [zone, zone.replaceAll('_', ' ')])], this.decisions.zone);
    select.onchange = () => {
      this.decisions.zone = select.value;
      void this.reread();
    };
  }

  #people(head: Head): void {
    const { participants } = head.conversation;
    const me = byId<HTMLSelectElement>('sift-me');
    if (this.decisions.me === '') {
      this.decisions.me = participants.find(({ name }) => name === this.context.owner.name)?.name ?? '';
    }
    fillSelect(me, [['', t('sift-me-none')], ...participants.map(({ name }): [string, string] => [name, name])], this.decisions.me);
    me.onchange = () => { this.decisions.me = me.value; };
    byId('sift-people').replaceChildren(...participants.map(({ name, n_messages: n, name_source: source }, at) => {
      const select = el('select', { class: 'utrecht-select', 'aria-label': t('sift-mark-of', { name }), id: `sift-mark-${at}` });
      fillSelect(select, [['', t('sift-mark-none')], ['business', t('sift-mark-business')], ['private', t('sift-mark-private')]], this.decisions.marks[name] ?? '');
      select.addEventListener('change', () => {
        if (select.value === '') delete this.decisions.marks[name];
        else this.decisions.marks[name] = select.value as Mark;
      });
      const from = { number: 'sift-source-number', 'push-name': 'sift-source-push', owner: 'sift-source-owner' }[source] ?? 'sift-source-export';
      return el('tr', {}, el('th', { scope: 'row' }, el('bdi', {}, name)), el('td', {}, t(from)), el('td', { class: 'num' }, t('sift-n-messages', { n })), el('td', {}, select));
    }));
  }

  #regimes(): void {
    const { regimes } = this.context;
    if (!regimes.some(({ id }) => id === this.decisions.regime)) this.decisions.regime = regimes[0]?.id ?? '';
    byId('sift-regimes').replaceChildren(...regimes.map(({ id, label, start }) => {
      const box = el('input', { type: 'radio', class: 'rb', name: 'regime', value: id });
      box.checked = id === this.decisions.regime;
      box.addEventListener('change', () => { this.decisions.regime = id; });
      const help = el('span', { class: 'small subtle' }, t(start === 'full' ? 'sift-regime-full' : 'sift-regime-empty'));
      return el('label', { class: 'check' }, box, el('span', {}, el('b', {}, label), help));
    }));
  }
}

/** True when a date could be read with day and month the other way round. */
function twoReadings(date: string): boolean {
  const [, month, day] = date.split('-').map(Number);
  return day !== undefined && month !== undefined && day <= 12 && day !== month;
}

/** The facts under the title. */
export function facts(head: Head): string[] {
  const { conversation } = head;
  const day = (at: string | null) => (at === null ? '' : dayPlain(minutesOf(at)));
  return [
    t(PLATFORMS[conversation.platform] ?? 'sift-platform-other'),
    t('sift-n-participants', { n: conversation.participants.length }),
    t('sift-n-messages', { n: head.messages }),
    head.first_at === null ? '' : t('sift-period', { from: day(head.first_at), to: day(head.last_at) }),
  ].filter((fact) => fact !== '');
}
