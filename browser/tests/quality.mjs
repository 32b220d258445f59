// What is asked of every page, whoever sees it: WCAG by axe, size of targets, no sideways scroll, a clean console, and a picture to look at.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './municipality.mjs';

export const screens = join(root, 'target/screens');
mkdirSync(screens, { recursive: true });

const HEIGHTS = { 1280: 1000, 390: 844, 320: 700 };

/** Waits until the page has been drawn twice, in this width if one is given: what watches sizes and places speaks in between. */
export function drawn(page, width) {
  return page.waitForFunction(async (wanted) => {
    for (let n = 0; n < 2; n += 1) await new Promise(requestAnimationFrame);
    return wanted === null || innerWidth === wanted;
  }, width ?? null);
}

/** Gives the page this size, and waits until it has it: what is measured before that is the page as it was. */
export async function resize(page, width, height = HEIGHTS[width]) {
  await page.setViewportSize({ width, height });
  await drawn(page, width);
}

/** Collects what a page says to its console and what its policy refused; a test ends with it empty. */
export function watch(page) {
  const told = [];
  page.on('pageerror', (error) => told.push(String(error)));
  page.on('console', (message) => {
    // A status of an answer is the answer, not an error of the page: the tests ask for refusals too.
    if (message.type() === 'error' && !/status of (401|403|404|409|413|422|503)/.test(message.text())) told.push(`${page.url()}: ${message.text()}`);
  });
  return told;
}

/** Where axe is: a context that adds it as a script of its own to every page needs no second page for each question. */
export const AXE = join(root, 'browser/node_modules/axe-core/axe.min.js');

/** No violation, nothing to review about contrast, no target under 24 px. The context must have AXE as its first script. */
export async function axe(page, name) {
  // Words in a drawing stand on its shapes, which axe cannot measure; ink on white is 15.9 : 1,
  // ink on the marked line 14.6 : 1, its subtle grey 5.6 : 1.
  // What is scrolled out of sight in a table that scrolls by itself cannot be measured there either; it has the same colours on a wide screen.
  const exclude = ['.phone text', '.matrix text', ...(page.viewportSize().width < 1000 ? ['.scroll td', '.scroll thead'] : [])];
  const found = await page.evaluate(async (exclude) => {
    const options = { resultTypes: ['violations', 'incomplete'], rules: { 'target-size': { enabled: true } } };
    const { violations, incomplete } = await globalThis.axe.run({ include: [document], exclude: exclude.filter((one) => document.querySelector(one)) }, options);
    const open = incomplete.filter(({ id }) => id === 'color-contrast' || id === 'target-size');
    return [...violations, ...open].map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')}`);
  }, exclude);
  return found.map((words) => `${name}: ${words}`);
}

/** Returns what is wrong with the page that is open, at these widths; a picture of each lands in target/screens. */
export async function faults(page, name, widths = [1280, 390]) {
  const found = [];
  for (const width of widths) {
    await resize(page, width);
    await page.screenshot({ path: join(screens, `${name}-${width}.png`), fullPage: true });
    found.push(...await axe(page, `${name} at ${width}`));
  }
  return [...found, ...await tooWide(page, name)];
}

/** No page scrolls sideways on the narrowest screen (WCAG 2.2, 1.4.10). */
export async function tooWide(page, name) {
  await resize(page, 320);
  const { over, widest } = await page.evaluate(() => {
    const over = document.documentElement.scrollWidth - innerWidth;
    const wide = over > 0 ? [...document.querySelectorAll('main *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1) : [];
    return { over, widest: wide.at(-1)?.outerHTML.slice(0, 160) };
  });
  return over > 0 ? [`${name}: ${over} px too wide at 320: ${widest}`] : [];
}

export const nothing = (found) => assert.deepEqual(found, []);
