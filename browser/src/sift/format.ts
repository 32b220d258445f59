// Numbers, dates, times and sizes as the language writes them. The times of an export are local to the phone and have
// no zone, so they are carried as if they were UTC and never converted.

import { language, t } from './texts';

const date = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' });
const longDate = date({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const plainDate = date({ day: 'numeric', month: 'long', year: 'numeric' });
const shortDate = date({ day: 'numeric', month: 'short', year: 'numeric' });
const monthName = date({ month: 'short' });
const longMonth = date({ month: 'long', year: 'numeric' });
const clock = new Intl.DateTimeFormat('nl', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });
const localClock = new Intl.DateTimeFormat('nl', { hour: '2-digit', minute: '2-digit' });
const localDate = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', year: 'numeric' });
const plain = new Intl.NumberFormat(language);

export const number = (n: number): string => plain.format(n);
export const dayLong = (minutes: number): string => longDate.format(minutes * 60_000);
export const dayPlain = (minutes: number): string => plainDate.format(minutes * 60_000);
export const dayShort = (minutes: number): string => shortDate.format(minutes * 60_000).replaceAll('.', '');
export const month = (minutes: number): string => monthName.format(minutes * 60_000).replaceAll('.', '');
export const monthLong = (minutes: number): string => longMonth.format(minutes * 60_000);
export const year = (minutes: number): number => new Date(minutes * 60_000).getUTCFullYear();
export const time = (minutes: number): string => clock.format(minutes * 60_000);

/** The minutes since 1970 of a local time such as `2022-03-23T13:31:05`. */
export const minutesOf = (at: string): number => Math.floor(Date.parse(`${at}Z`) / 60_000);

/** A moment of this device's clock. */
export const nowTime = (at: Date): string => localClock.format(at);
export const nowDate = (at: Date): string => localDate.format(at);

/** A size in the unit that gives one to three digits. */
export function size(bytes: number): string {
  const units: [number, string][] = [[1e9, 'GB'], [1e6, 'MB'], [1e3, 'kB']];
  for (const [of, unit] of units) {
    if (bytes >= of) {
      const digits = new Intl.NumberFormat(language, { maximumFractionDigits: bytes < 10 * of ? 1 : 0 });
      return `${digits.format(bytes / of)} ${unit}`;
    }
  }
  return t('sift-bytes', { n: bytes });
}

/** A stretch of messages: `12 mrt 2026, 08:51–09:07`, over more days with both dates. */
export function stretch(first: number, last: number): string {
  if (Math.floor(first / 1440) !== Math.floor(last / 1440)) {
    return `${dayShort(first)}, ${time(first)} – ${dayShort(last)}, ${time(last)}`;
  }
  return first === last ? `${dayShort(first)}, ${time(first)}` : `${dayShort(first)}, ${time(first)}–${time(last)}`;
}
