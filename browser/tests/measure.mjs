// What is measured of the sifting page with 50,000 messages; for the tests, which print it, and for `make bench`, which judges it.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { line } from './make.mjs';
import { begin } from './people.mjs';

export const N = 50_000;
/** Arguments of the browser: with them the figures of its memory are exact. */
export const ARGS = ['--enable-precise-memory-info', '--js-flags=--expose-gc'];

/** Writes an export of 50,000 messages over a year and a half; returns its path. */
export function writeExport() {
  const words = 'de raming van het plein is klaar en wij sturen het voorstel morgen naar de raad met de brief van de aannemer'.split(' ');
  const parts = [];
  const start = Date.UTC(2024, 0, 1, 8);
  for (let n = 0; n < N; n += 1) {
    const text = Array.from({ length: 4 + ((n * 7) % 24) }, (_, k) => words[(n * 13 + k * 5) % words.length]).join(' ');
    parts.push(line(new Date(start + n * 16 * 60_000).toISOString().slice(0, 19), `Persoon ${n % 7}`, text));
  }
  const path = join(mkdtempSync(join(tmpdir(), 'zegel-')), 'WhatsApp-chat met Groot.txt');
  writeFileSync(path, parts.join(''));
  return path;
}

/** From the file chosen to the report, from there to the first message, and the long tasks of the page on the way; milliseconds. */
export async function firstMessage(page, path) {
  await page.evaluate(() => {
    window.tasks = [];
    new PerformanceObserver((list) => { for (const { startTime, duration } of list.getEntries()) window.tasks.push({ startTime, duration }); }).observe({ type: 'longtask' });
    document.querySelector('#sift-file').addEventListener('change', () => { window.startedAt = performance.now(); }, { capture: true });
    new MutationObserver(() => {
      if (document.querySelector('#sift-step-report:not([hidden])')) window.readAt ??= performance.now();
      if (document.querySelector('#sift-transcript .msg')) window.shownAt ??= performance.now();
    }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['hidden'] });
  });
  await page.setInputFiles('#sift-file', path);
  await page.waitForSelector('#sift-step-report:not([hidden])');
  await page.waitForTimeout(300);
  const begunAt = await page.evaluate(() => performance.now());
  await begin(page);
  return page.evaluate((begun) => {
    const isOnTheWay = ({ startTime }) => startTime >= window.startedAt && startTime <= window.shownAt;
    return { read: window.readAt - window.startedAt, shown: window.shownAt - begun, tasks: window.tasks.filter(isOnTheWay).map(({ duration }) => duration) };
  }, begunAt);
}

/** Shift-click from the first message to one after 15,000 that are not on the page; milliseconds from the answer to the question until the count stands there. */
export async function range(page) {
  await page.locator('#b1 .cb').click();
  const last = await page.evaluate(async () => {
    const rail = [...document.querySelectorAll('#sift-months a')];
    rail[Math.round(rail.length * 0.35)].click();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    // The rest is long enough on a quiet machine; a busy one may not have the messages by then.
    const far = () => [...document.querySelectorAll('#sift-transcript .msg')].find((row) => Number(row.dataset.position) > 15_000);
    while (far() === undefined) await new Promise((resolve) => setTimeout(resolve, 50));
    return far().id;
  });
  return page.evaluate(async (id) => {
    const dialog = document.querySelector('#sift-ask');
    document.querySelector(`#${id} .cb`).dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, shiftKey: true }));
    while (!dialog.open) await new Promise((resolve) => setTimeout(resolve, 5));
    const start = performance.now();
    document.querySelector('#sift-ask-yes').click();
    while (Number(document.querySelector('#sift-count').textContent.replace(/\D/g, '')) < 15_000) await new Promise(requestAnimationFrame);
    return performance.now() - start;
  }, last);
}

/** Scrolls for 300 frames, 400 px each; returns how many tasks took over 50 ms, and the longest, in milliseconds. */
export function scroll(page) {
  return page.evaluate(async () => {
    scrollTo(0, 0);
    await new Promise((resolve) => setTimeout(resolve, 500));
    window.tasks.length = 0;
    const nFrames = 300;
    for (let frame = 0; frame < nFrames; frame += 1) {
      scrollBy(0, 400);
      await new Promise(requestAnimationFrame);
    }
    const over = window.tasks.filter(({ duration }) => duration > 50);
    return { nFrames, nOver: over.length, longest: Math.max(0, ...over.map(({ duration }) => duration)) };
  });
}
