// What the tests share: a browser with the page in it, and the key of an archive that opens what was sent.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AxeBuilder } from '@axe-core/playwright';
import * as age from 'age-encryption';
import { launch } from './municipality.mjs';
import { drawn, resize, screens } from './quality.mjs';
import { serve } from './server.mjs';

const PATIENCE_MS = 10_000;
/** How long the page keeps an unfinished choice on the device. */
const KEEP_MS = 14 * 24 * 3600 * 1000;

/**
 * Reads until what is read is what is expected, and asserts that. A page does much of its work in the next frame, or after an answer of
 * its worker or the server: what it shows at once after an act says nothing yet. What must NOT happen is no matter for this: wait for
 * what comes after it, and assert then.
 */
export async function becomes(read, expected, why) {
  const judge = expected instanceof RegExp ? assert.match : assert.deepEqual;
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      judge(await read(), expected, why);
      return;
    } catch (error) {
      // A page that is just being left cannot be read either.
      if (Date.now() > deadline) throw error;
    }
    await sleep(20);
  }
}

/** Clicks what leads to another page, and waits until that is there. */
export const follow = (page, selector) => Promise.all([page.waitForNavigation(), page.click(selector)]);

export async function open(options = {}) {
  const identity = await age.generateIdentity();
  const server = await serve({ recipient: await age.identityToRecipient(identity), ...options });
  const browser = await launch(options.args);
  const context = await browser.newContext({ viewport: { width: 1280, height: 1000 }, locale: 'nl-NL', timezoneId: 'Europe/Amsterdam', acceptDownloads: true });
  const page = await context.newPage();
  page.setDefaultTimeout(12_000);
  await page.addInitScript(() => {
    for (const type of ['input', 'change']) addEventListener(type, () => { window.changedAt = Date.now(); }, { capture: true });
  });
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => { if (message.type() === 'error' && !/status of (401|409|413|422)|net::ERR/.test(message.text())) errors.push(message.text()); });
  await page.goto(`${server.url}/schiften`);
  await page.waitForSelector('body[data-ready]');
  return {
    page, context, server, errors,
    close: async () => { await browser.close(); await server.close(); },
    /** Opens the last package that was sent: its files by name. */
    opened: async () => {
      const decrypter = new age.Decrypter();
      decrypter.addIdentity(identity);
      return untar(Buffer.from(await decrypter.decrypt(server.state.bodies.at(-1))));
    },
  };
}

export function untar(bytes) {
  const files = {};
  for (let at = 0; at + 512 <= bytes.length && bytes[at] !== 0;) {
    const text = (from, n) => bytes.toString('latin1', at + from, at + from + n).replace(/\0.*$/s, '');
    const size = Number.parseInt(text(124, 12), 8);
    files[text(0, 100)] = bytes.subarray(at + 512, at + 512 + size);
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}

export async function choose(page, bytes, name = 'WhatsApp-chat met Kernteam Stationsplein.zip') {
  // What an earlier file left must not pass for the answer to this one.
  await page.evaluate(() => { for (const id of ['sift-problem', 'sift-step-report']) document.getElementById(id).hidden = true; });
  await page.setInputFiles('#sift-file', { name, mimeType: 'application/zip', buffer: Buffer.from(bytes) });
  await page.waitForSelector('#sift-step-report:not([hidden]), #sift-problem:not([hidden])');
}

export async function begin(page) {
  await page.click('#sift-begin');
  await page.waitForSelector('#sift-transcript .msg');
}

/** From the choice to the receipt, with nothing on the way but the ground for what is not kept. */
export async function handIn(page) {
  await page.click('#sift-step-select [data-go=redact] >> visible=true');
  await page.waitForSelector('#sift-redact-transcript .msg');
  await page.click('#sift-step-redact [data-go=details]');
  await page.selectOption('#sift-not-kept', 'private');
  await page.click('#sift-step-details [data-go=send]');
  await page.waitForSelector('#sift-send-ready:not([hidden])');
  await page.click('#sift-send');
  await page.waitForSelector('#sift-step-done:not([hidden])');
}

export const box = (page, position) => page.locator(`#b${position} .cb`);
export const count = async (page) => Number((await page.textContent('#sift-count')).replace(/\D/g, ''));

/** Until when what is unfinished is kept on this device: a time for each, milliseconds since 1970. */
export const kept = (page) => page.evaluate(() => new Promise((resolve, reject) => {
  const opening = indexedDB.open('zegel-schiften');
  opening.onerror = reject;
  opening.onsuccess = () => {
    const all = opening.result.transaction('choices').objectStore('choices').getAll();
    all.onsuccess = () => { opening.result.close(); resolve(all.result.map(({ until }) => until)); };
  };
}));

/** Waits until the last thing that was typed or ticked is kept on the device: leaving the page before that would lose it. */
export async function saved(page) {
  await becomes(async () => Math.max(...await kept(page)) - KEEP_MS > await page.evaluate(() => window.changedAt), true, 'the last change is kept');
}

/**
 * The numbers on the boxes of a picture are left out: axe cannot measure them over an image. White on ink of 86 %
 * over the lightest picture (white) is 9.9 : 1.
 * The words in the drawings of a phone are left out too, for the same reason: they are the colour of the text of a page
 * (at least 7 : 1) on white or on the lightest tint of the accent, and the drawing has a text alternative.
 *
 * No violation and nothing to review about contrast, at both widths; and a picture to look at.
 */
export async function look(page, name, assert) {
  // A dialog that scrolls would hide a part of itself from the measurement.
  const isDialog = await page.locator('dialog[open]').count() > 0;
  for (const width of [1280, 390]) {
    await resize(page, width, isDialog ? 1800 : undefined);
    await page.evaluate(() => { scrollTo(0, 0); });
    await drawn(page);
    await page.screenshot({ path: join(screens, `sift-${name}-${width}.png`) });
    const { violations, incomplete } = await new AxeBuilder({ page }).exclude('.box text').exclude('.phone text').analyze();
    const contrast = incomplete.filter(({ id }) => id === 'color-contrast');
    const told = [...violations, ...contrast].map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 140)).join(' | ')}`);
    assert.deepEqual(told, [], `${name} at ${width}`);
  }
  await resize(page, 320);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(overflow <= 0, `${name}: ${overflow} px too wide at 320`);
  await resize(page, 1280);
}
