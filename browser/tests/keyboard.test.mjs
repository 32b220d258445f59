// The same way with the keyboard only: no mouse is touched.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { conversation } from './make.mjs';
import { becomes, choose, count, open } from './people.mjs';

let own;
before(async () => { own = await open(); });
after(async () => { await own?.close(); });

const focused = (page) => page.evaluate(() => {
  const element = document.activeElement;
  return element.id || element.closest('.msg')?.id || element.textContent.trim();
});
const until = (page, expected) => becomes(() => count(page), expected);

/** Presses Tab until this has the focus; a keyboard user must be able to get there. */
async function tabTo(page, selector) {
  for (let n = 0; n < 80; n += 1) {
    if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`no way to ${selector} with Tab`);
}

test('choose, redact and hand in by keyboard', async () => {
  const { page, server } = own;
  await tabTo(page, '#sift-file');
  await choose(page, conversation());
  await becomes(() => focused(page), 'sift-title', 'the focus is on the title of the new step');
  await tabTo(page, '#sift-begin');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#sift-transcript .msg .cb');

  await tabTo(page, '#sift-transcript .cb');
  await becomes(() => focused(page), 'b1');
  await page.keyboard.press('ArrowDown');
  await page.waitForFunction(() => document.activeElement.closest('.msg')?.id === 'b2');
  await page.keyboard.press('Space');
  await until(page, 1);
  for (const [n, id] of [[2, 'b3'], [3, 'b4'], [4, 'b5']]) {
    await page.keyboard.press('Shift+ArrowDown');
    await until(page, n);
    await page.waitForFunction((expected) => document.activeElement.closest('.msg')?.id === expected, id);
  }
  await page.keyboard.press('End');
  await page.waitForFunction(() => document.activeElement.closest('.msg')?.id === 'b11');
  await page.keyboard.press('ArrowDown');
  await page.waitForFunction(() => document.activeElement.matches('.day__head .cb'));
  await page.keyboard.press('Space');
  await until(page, 7);
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => document.activeElement.id === 'sift-search');

  await tabTo(page, '#sift-transcript .cb');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.closest('#sift-transcript .msg .cb')), null, 'one tab stop');
  await tabTo(page, '.basket [data-go=redact]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#sift-redact-transcript .msg');

  await tabTo(page, '.msg__stop');
  for (const id of ['rb3', 'rb4', 'rb5']) {
    await page.keyboard.press('ArrowDown');
    await page.waitForFunction((wanted) => document.activeElement.closest('.msg')?.id === wanted, id);
  }
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement.id === 'sift-cut-text');
  const text = await page.inputValue('#sift-cut-text');
  for (let n = 0; n < text.indexOf('Karin'); n += 1) await page.keyboard.press('ArrowRight');
  for (let n = 0; n < 'Karin Smit'.length; n += 1) await page.keyboard.press('Shift+ArrowRight');
  await page.waitForFunction(() => document.querySelector('#sift-cut-chosen').textContent.includes('“Karin Smit”'));
  await tabTo(page, '#sift-cut-ground');
  await page.keyboard.press('ArrowDown');
  await tabTo(page, '#sift-cut-form [type=submit]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.lak--concept');

  for (const id of ['rb4', 'rb3']) {
    await page.keyboard.press('ArrowUp');
    await page.waitForFunction((wanted) => document.activeElement.closest('.msg')?.id === wanted, id);
  }
  await tabTo(page, '[data-picture]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#sift-picture-canvas image');
  await tabTo(page, '#sift-picture-add');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement.matches('.box'));
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowDown');
  await becomes(() => page.getAttribute('.box', 'aria-label'), /160 bij 33, op 88, 50/);
  await tabTo(page, '#sift-picture-ground');
  await page.keyboard.press('ArrowDown');
  await tabTo(page, '#sift-picture-form [type=submit]');
  await page.keyboard.press('Enter');

  await tabTo(page, '#sift-step-redact [data-go=details]');
  await page.keyboard.press('Enter');
  await tabTo(page, '#sift-not-kept');
  await page.keyboard.press('ArrowDown');
  await tabTo(page, '#sift-step-details [data-go=send]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#sift-send-ready:not([hidden])');
  await tabTo(page, '#sift-send');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#sift-step-done:not([hidden])');
  assert.equal(server.state.bodies.length, 1);
  const files = await own.opened();
  assert.equal(Buffer.concat(Object.values(files)).includes('Karin Smit'), false);
  const lines = files['messages.jsonl'].toString().trim().split('\n').map((line) => JSON.parse(line).message);
  assert.equal(lines.length, 7);
  assert.match(lines[3].text, /Bel █ op/);
  assert.deepEqual(own.errors, []);
});
