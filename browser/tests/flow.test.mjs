// The whole way of an owner with a mouse: choose a file, choose messages, redact, hand in, keep the receipt.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { conversation } from './make.mjs';
import { becomes, begin, box, choose, count, kept, look, open } from './people.mjs';

const CANARIES = ['KANARIEPIET', 'GEHEIMVINK', 'Karin Smit', 'Stationsplein', 'raming', 'Joris Maas'];
let own;
let requests;

before(async () => {
  own = await open();
  requests = [];
  own.page.on('request', (request) => requests.push({ url: request.url(), method: request.method(), body: request.postDataBuffer() }));
});
after(async () => { await own?.close(); });

test('choosing a file shows what is in it, and sends nothing', async () => {
  const { page } = own;
  await look(page, '1-kiezen', assert);
  requests.length = 0;
  await choose(page, conversation());
  assert.equal(await page.textContent('#sift-title'), 'Kernteam Stationsplein');
  assert.match(await page.textContent('#sift-facts'), /5 deelnemers/);
  assert.match(await page.textContent('#sift-losses'), /tijdzone/);
  assert.equal(await page.inputValue('#sift-me'), 'Sanne Verhoeven');
  await page.selectOption('#sift-mark-2', 'private').catch(() => undefined);
  await look(page, '1-bestand', assert);
});

test('messages are chosen one by one, by day, by range, and back', async () => {
  const { page } = own;
  await begin(page);
  assert.equal(await count(page), 0);
  await box(page, 2).click();
  await becomes(() => count(page), 1);
  await box(page, 8).click({ modifiers: ['Shift'] });
  await becomes(() => count(page), 7);
  await page.click('#sift-undo');
  await becomes(() => count(page), 1);
  await box(page, 8).click({ modifiers: ['Shift'] });
  await becomes(() => count(page), 7);
  await page.locator('.day').nth(1).locator('.day__head .cb').click();
  await becomes(() => count(page), 10);
  await box(page, 14).click();
  await becomes(() => count(page), 9);
  await becomes(() => page.locator('.day').nth(1).locator('.day__head .cb').evaluate((element) => element.indeterminate), true);
  await becomes(() => page.locator('#sift-stretches li').count(), 2);
  await look(page, '2-selecteren', assert);
});

test('a search counts, marks and moves; a filter shows less and says so', async () => {
  const { page } = own;
  await page.fill('#sift-search', 'RAMING');
  await page.waitForFunction(() => document.querySelector('#sift-hits').textContent === '3 berichten');
  await becomes(async () => await page.locator('mark').count() >= 3, true);
  await page.press('#sift-search', 'Enter');
  await page.waitForFunction(() => /^\d van 3$/.test(document.querySelector('#sift-hits').textContent));
  await page.waitForSelector('mark.is-current');
  await look(page, '2-zoeken', assert);
  await page.selectOption('#sift-filter', 'chosen');
  await page.waitForFunction(() => document.querySelectorAll('#sift-transcript .msg').length === 9);
  await becomes(() => page.textContent('#sift-filtered'), /9 berichten van 15/);
  await page.selectOption('#sift-filter', 'all');
  await page.fill('#sift-search', '');
  await page.waitForFunction(() => document.querySelectorAll('#sift-transcript .msg').length === 15);
});

test('a picture is shown from the device', async () => {
  const { page } = own;
  await page.waitForFunction(() => document.querySelector('.att__picture')?.naturalWidth === 320);
});

test('a name is redacted everywhere, with a list to check', async () => {
  const { page } = own;
  await page.click('#sift-step-select [data-go=redact] >> visible=true');
  await page.waitForSelector('#sift-redact-transcript .msg');
  await page.click('[data-redact="5"]');
  await page.waitForSelector('#sift-cut[open]');
  const text = await page.inputValue('#sift-cut-text');
  const at = text.indexOf('Karin Smit');
  await page.evaluate(([from, to]) => { const field = document.querySelector('#sift-cut-text'); field.focus(); field.setSelectionRange(from, to); }, [at, at + 10]);
  await page.waitForFunction(() => document.querySelector('#sift-cut-chosen').textContent.includes('Karin Smit'));
  await page.check('#sift-cut-everywhere');
  await page.waitForFunction(() => document.querySelectorAll('#sift-cut-list input').length === 2);
  await page.click('#sift-cut-form [type=submit]');
  await page.waitForSelector('#sift-cut-error:not([hidden])');
  await page.selectOption('#sift-cut-ground', 'privacy');
  await look(page, '3-tekst', assert);
  await page.click('#sift-cut-form [type=submit]');
  await page.waitForFunction(() => document.querySelectorAll('#sift-redact-transcript .lak--concept').length === 2);
});

test('a span that is selected with the mouse is redacted', async () => {
  const { page } = own;
  const place = await page.evaluate(() => {
    const text = document.querySelector('#rx5 .msg__text');
    const last = text.lastChild;
    const from = last.textContent.indexOf('06');
    const range = document.createRange();
    range.setStart(last, from);
    range.setEnd(last, from + 14);
    const box = range.getBoundingClientRect();
    return { left: box.left + 1, right: box.right - 1, y: box.top + box.height / 2 };
  });
  await page.mouse.move(place.left, place.y);
  await page.mouse.down();
  await page.mouse.move(place.right, place.y, { steps: 4 });
  await page.mouse.up();
  await page.click('[data-redact="5"]');
  await page.waitForFunction(() => document.querySelector('#sift-cut-chosen').textContent.includes('06 12 34 56 78'));
  await page.selectOption('#sift-cut-ground', 'privacy');
  await page.click('#sift-cut-form [type=submit]');
  await page.waitForFunction(() => document.querySelectorAll('#sift-redact-transcript .lak--concept').length === 3);
  await look(page, '3-weglakken', assert);
});

test('a region of a picture is blacked out, by mouse and by numbers', async () => {
  const { page } = own;
  await page.click('[data-picture]');
  await page.waitForSelector('#sift-picture-canvas image');
  const canvas = await page.locator('#sift-picture-canvas').boundingBox();
  await page.mouse.move(canvas.x + canvas.width * 0.4, canvas.y + canvas.height * 0.3);
  await page.mouse.down();
  await page.mouse.move(canvas.x + canvas.width * 0.6, canvas.y + canvas.height * 0.6, { steps: 4 });
  await page.mouse.up();
  await becomes(() => page.locator('#sift-picture-canvas .box').count(), 1);
  await page.click('#sift-picture-add');
  await page.fill('.boxfields >> nth=1 >> input >> nth=0', '0');
  await page.press('.boxfields >> nth=1 >> input >> nth=0', 'Tab');
  await becomes(() => page.locator('.box').nth(1).getAttribute('aria-label'), /op 0, 50/);
  await page.selectOption('#sift-picture-ground', 'privacy');
  await page.fill('#sift-picture-alt', 'Tekening van de bouwput');
  await look(page, '3-foto', assert);
  await page.click('#sift-picture-form [type=submit]');
  await page.waitForFunction(() => /2 vlakken/.test(document.querySelector('[data-picture]').textContent));
});

test('a missing ground is asked for, and the last page counts what will be sent', async () => {
  const { page } = own;
  await page.click('#sift-step-redact [data-go=details]');
  await page.click('#sift-step-details [data-go=send]');
  await page.waitForSelector('#sift-details-problem:not([hidden])');
  await look(page, '4-gegevens', assert);
  await page.selectOption('#sift-not-kept', 'private');
  await page.click('#sift-step-details [data-go=send]');
  await page.waitForSelector('#sift-send-ready:not([hidden])');
  assert.equal(await page.textContent('#sift-send-sentence'), 'U dient 9 van 15 berichten in, met 1 bijlage.');
  assert.match(await page.textContent('#sift-send-left'), /6 berichten en hun bijlagen blijven op uw apparaat/);
  await look(page, '5-indienen', assert);
});

test('before Indienen no byte of the file left the device', () => {
  const told = requests.filter(({ method, body, url }) => method !== 'GET' || body !== null || CANARIES.some((word) => decodeURIComponent(url).includes(word)));
  assert.deepEqual(told.map(({ url }) => url).filter((url) => !url.startsWith('blob:')), []);
  assert.equal(own.server.state.bodies.length, 0);
});

test('a lost connection and an ended session lose nothing', async () => {
  const { page, server } = own;
  server.state.answer = 'drop';
  await page.click('#sift-send');
  await page.waitForFunction(() => /geen verbinding/.test(document.querySelector('#sift-send-problem').textContent));
  server.state.answer = 401;
  await page.click('#sift-send');
  await page.waitForFunction(() => /afgemeld/.test(document.querySelector('#sift-send-problem').textContent));
  assert.equal(await page.getAttribute('#sift-send-problem a', 'target'), '_blank');
  await look(page, '5-afgemeld', assert);
  server.state.answer = 422;
  await page.click('#sift-send');
  await page.waitForFunction(() => /niet aangenomen/.test(document.querySelector('#sift-send-problem').textContent));
});

test('only what was chosen is in the package, and nothing in clear', async () => {
  const { page, server } = own;
  server.state.answer = 201;
  await page.click('#sift-send');
  await page.waitForSelector('#sift-step-done:not([hidden])');
  const [first, last] = [server.state.bodies[0], server.state.bodies.at(-1)];
  assert.deepEqual(first, last, 'the same package each time');
  for (const canary of CANARIES) assert.equal(last.includes(canary), false, canary);
  const files = await own.opened();
  const lines = files['messages.jsonl'].toString().trim().split('\n').map((line) => JSON.parse(line).message);
  assert.deepEqual(lines.map(({ position }) => position), [2, 3, 4, 5, 6, 7, 8, 12, 13]);
  const all = Buffer.concat(Object.values(files)).toString();
  for (const canary of ['KANARIEPIET', 'GEHEIMVINK', 'Karin Smit', '06 12 34 56 78', 'Pieter']) assert.equal(all.includes(canary), false, canary);
  assert.match(lines[3].text, /^€ 412\.000 hoger\. Bel █ op █\.$/);
  const manifest = JSON.parse(files['manifest.json']);
  assert.equal(manifest.owner, 's.verhoeven');
  assert.equal(manifest.regime.kind, 'select-in');
  assert.equal(manifest.files[0].n_redacted_regions, 2);
  assert.equal(manifest.files[0].alt, 'Tekening van de bouwput');
});

test('the receipt is kept as a file, and the choice is gone from the device', async () => {
  const { page } = own;
  await look(page, '6-ingediend', assert);
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#sift-receipt-save')]);
  const receipt = JSON.parse(readFileSync(await download.path(), 'utf8'));
  assert.equal(receipt.format, 'zegel-receipt');
  assert.equal(receipt.kept, '2-8,12-13');
  assert.match(download.suggestedFilename(), /^ontvangstbewijs-.*\.receipt\.json$/);
  await becomes(() => kept(page), []);
  assert.deepEqual(own.errors, []);
});

test('on a narrow screen the selection can be seen, undone and left', async () => {
  const { page, server } = own;
  page.removeAllListeners('request');
  await page.goto(`${server.url}/schiften`);
  await page.waitForSelector('body[data-ready]');
  await page.setViewportSize({ width: 390, height: 844 });
  await choose(page, conversation());
  await begin(page);
  await page.click('.dock [data-go=redact]');
  await becomes(() => page.innerText('#sift-select-problem'), /nog geen bericht gekozen/);
  await box(page, 2).click();
  await page.click('#sift-dock-open');
  await page.waitForSelector('.basket.is-open');
  await look(page, '2-selectie-smal', assert);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.click('#sift-undo');
  await becomes(() => count(page), 0);
  await page.click('#sift-dock-open');
  await becomes(() => page.isVisible('.basket'), false);
});
