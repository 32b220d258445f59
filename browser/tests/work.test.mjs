// The main job by keyboard only, each step by the person whose work it is: handed in, registered, stored, found, released. And the same
// registering, finding and reading in a browser without script.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { become, seat, sessionOf, skip } from './municipality.mjs';
import { conversation } from './make.mjs';
import { becomes, choose, follow } from './people.mjs';

const opts = { skip, timeout: 300_000 };
let server;
let browser;
let context;
let page;
let close;
/** The submission that goes its way here. */
let submission;
let record;

before(async () => {
  if (skip) return;
  ({ server, browser, context, page, close } = await seat());
});
after(async () => { await close?.(); });

/** Goes to what matches with Tab, as who has no mouse must; what has the focus is seen to have it. */
async function tabTo(selector) {
  for (let n = 0; n < 120; n += 1) {
    if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) {
      await becomes(() => page.evaluate(() => {
        const element = document.activeElement;
        const box = element.getBoundingClientRect();
        // In a transcript the whole message is marked, around its box.
        const marked = [element, element.closest('.msg')].filter((one) => one !== null).map((one) => getComputedStyle(one));
        return { isInView: box.bottom > 0 && box.top < innerHeight, isMarked: marked.some(({ outlineStyle, boxShadow }) => outlineStyle !== 'none' || boxShadow !== 'none') };
      }), { isInView: true, isMarked: true }, `the focus on ${selector} is seen`);
      return;
    }
    await page.keyboard.press('Tab');
  }
  assert.fail(`no way to ${selector} with Tab on ${page.url()}`);
}
/** Goes to a link or a button and presses it. */
async function press(selector, key = 'Enter') {
  await tabTo(selector);
  const gone = page.waitForNavigation();
  await page.keyboard.press(key);
  await gone;
}
const write = async (selector, text) => { await tabTo(selector); await page.keyboard.type(text); };
/** Chooses the first thing of a list. */
const pick = async (selector) => { await tabTo(selector); await page.keyboard.press('ArrowDown'); };
const sign = async (person) => { await become(context, server.origin, await sessionOf(server.origin, person)); await page.goto(`${server.origin}/`); };

test('the owner chooses and hands in', opts, async () => {
  await sign('anna');
  await press('main a[href="/schiften"]');
  await page.waitForSelector('body[data-ready]');
  await tabTo('#sift-file');
  await choose(page, conversation());
  await tabTo('#sift-begin');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#sift-transcript .msg .cb');
  await tabTo('#sift-transcript .cb');
  await page.keyboard.press('Space');
  for (let n = 0; n < 4; n += 1) await page.keyboard.press('Shift+ArrowDown');
  await page.waitForFunction(() => Number(document.querySelector('#sift-count').textContent) >= 4);
  await tabTo('.basket [data-go=redact]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#sift-redact-transcript .msg');
  await tabTo('#sift-step-redact [data-go=details]');
  await page.keyboard.press('Enter');
  await pick('#sift-not-kept');
  await tabTo('#sift-step-details [data-go=send]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#sift-send-ready:not([hidden])');
  await tabTo('#sift-send');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#sift-step-done:not([hidden])');
  submission = await page.getAttribute('#sift-done-link', 'href');
  assert.match(submission, /^\/indieningen\//);
});

test('the adviser registers', opts, async () => {
  await sign('bram');
  await press('main a[href^="/indieningen"]');
  await press(`main a[href="${submission}"]`);
  await press('main a[href$="/registreren"]');
  await pick('#dossier-1');
  await pick('#category-1');
  await press('button[value=register]');
  assert.equal(new URL(page.url()).pathname, submission);
});

test('the data owner stores, and closes nothing that is open', opts, async () => {
  await sign('carla');
  await page.goto(`${server.origin}${submission}`);
  await press('form[action$="/opslaan"] button');
  await page.waitForSelector('.clock--done');
  record = await page.getAttribute('main a[href^="/archiefstukken/"]', 'href');
});

test('the data owner finds it', opts, async () => {
  await press('.topnav a[href="/zoeken"]');
  await write('#words', 'aannemer raming');
  const gone = page.waitForNavigation();
  await page.keyboard.press('Enter');
  await gone;
  await press(`.hits a[href^="${record}"]`);
  assert.match(await page.textContent('.read__msg.is-hit'), /raming/);
});

test('it leaves with two people, and not with one', opts, async () => {
  await press('.tabs a[href$="/toegang"]');
  await press('main a[href^="/uitgiften/vragen"]');
  await write('#purpose', 'Woo-verzoek 2026-204');
  await write('#recipient', 'Bureau Woo');
  await press('main form [type=submit]');
  const release = new URL(page.url()).pathname;
  assert.equal(await page.locator('form[action$="/goedkeuren"]').count(), 0, 'nobody approves what they asked for');
  await sign('elif');
  await press('main a[href^="/uitgiften"]');
  await press(`main a[href="${release}"]`);
  await press('form[action$="/goedkeuren"] button');
  await sign('carla');
  await page.goto(`${server.origin}${release}`);
  await tabTo('a[download]');
  const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  assert.match(file.suggestedFilename(), /\.(tar|zip)/);
});

test('without script one registers, stores, finds and reads', opts, async () => {
  const plain = await browser.newContext({ viewport: { width: 390, height: 844 }, javaScriptEnabled: false, locale: 'nl-NL' });
  await become(plain, server.origin, await sessionOf(server.origin, 'carla'));
  const quiet = await plain.newPage();
  quiet.setDefaultTimeout(60_000);
  await quiet.goto(`${server.origin}/indieningen?toestand=accepted`);
  await follow(quiet, '.tasks a >> nth=0');
  const address = new URL(quiet.url()).pathname;
  await follow(quiet, 'main a[href$="/berichten"]');
  assert.ok(await quiet.locator('.read__msg').count() > 10, 'its messages are read');
  await quiet.goBack();
  await follow(quiet, 'main a[href$="/registreren"]');
  await quiet.selectOption('#dossier-1', { index: 1 });
  await quiet.selectOption('#category-1', { index: 1 });
  // Split over two records, by numbers, with no script to help.
  await follow(quiet, 'button[value=add]');
  assert.equal(await quiet.locator('fieldset.part').count(), 2);
  await quiet.check('[name=pick] >> nth=0');
  await follow(quiet, 'button[value="move:2"]');
  for (const n of [1, 2]) {
    await quiet.selectOption(`#dossier-${n}`, { index: n });
    await quiet.selectOption(`#category-${n}`, { index: 1 });
    await quiet.fill(`#title-${n}`, `Deel ${n} zonder script`);
  }
  await follow(quiet, 'button[value=register]');
  assert.equal(await quiet.locator('.utrecht-alert').allTextContents().then((all) => all.join(' ')), '');
  assert.equal(new URL(quiet.url()).pathname, address);
  await follow(quiet, 'form[action$="/opslaan"] button');
  for (let n = 0; await quiet.locator('.clock--done').count() === 0; n += 1) {
    assert.ok(n < 100, 'storing took too long');
    await quiet.waitForTimeout(300);
    await follow(quiet, '.clock a');
  }
  await quiet.goto(`${server.origin}/zoeken`);
  await quiet.fill('#words', 'planning');
  await follow(quiet, '.find__go button');
  await follow(quiet, '.hits a >> nth=0');
  assert.ok(await quiet.locator('.read__msg.is-hit').count() === 1);
  // The menu of a narrow screen opens without script too.
  await quiet.click('.bar__menu summary');
  await follow(quiet, '.bar__drawer a[href="/dossiers"]');
  assert.equal(new URL(quiet.url()).pathname, '/dossiers');
  await plain.close();
});
