// Going on with another device: sealed here, kept by a server that cannot open it, opened there, gone after handing in.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createDecipheriv, pbkdf2Sync } from 'node:crypto';
import { conversation } from './make.mjs';
import { becomes, begin, box, choose, count, handIn, look, open } from './people.mjs';

const PASSPHRASE = 'vier losse woorden hier';
let own;
before(async () => { own = await open(); });
after(async () => { await own?.close(); });

async function answer(page, key, again = key) {
  await page.fill('#sift-seal-key', key);
  if (await page.isVisible('#sift-seal-again')) await page.fill('#sift-seal-again', again);
  await page.click('#sift-seal-form [type=submit]');
}

test('a choice is sealed on the device: the server gets bytes that tell nothing', async () => {
  const { page, server } = own;
  assert.equal(await page.isHidden('#sift-draft'), true);
  await choose(page, conversation());
  await begin(page);
  await box(page, 2).click();
  await box(page, 8).click({ modifiers: ['Shift'] });
  await becomes(() => count(page), 7);
  await page.click('#sift-elsewhere');
  await answer(page, 'te kort');
  await becomes(() => page.textContent('#sift-seal-error'), /minstens 15/);
  await answer(page, PASSPHRASE, `${PASSPHRASE}!`);
  await becomes(() => page.textContent('#sift-seal-error'), /niet gelijk/);
  await look(page, '2-concept-bewaren', assert);
  assert.equal(server.state.draft, undefined);
  await answer(page, PASSPHRASE);
  await page.waitForFunction(() => /Verzegeld opgeslagen/.test(document.querySelector('#sift-saved').textContent), undefined, { timeout: 60_000 });
  const { bytes } = server.state.draft;
  for (const canary of ['Stationsplein', '2-8', 'decisions', PASSPHRASE]) assert.equal(bytes.includes(canary), false, canary);
  // As another program would, by docs/formats/draft.md: the passphrase opens it, and the messages are not in it.
  const magic = bytes.subarray(0, 14);
  assert.equal(magic.toString(), 'zegel-draft-1\n');
  const key = pbkdf2Sync(PASSPHRASE, bytes.subarray(14, 30), 2_000_000, 32, 'sha256');
  const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(30, 42));
  cipher.setAAD(magic);
  cipher.setAuthTag(bytes.subarray(-16));
  const inside = JSON.parse(Buffer.concat([cipher.update(bytes.subarray(42, -16)), cipher.final()]).toString());
  assert.equal(inside.work.positions, '2-8');
  assert.equal(JSON.stringify(inside).includes('raming'), false, 'no message goes along');
});

test('on another device the passphrase opens it, the same file resumes, and after handing in it is gone', async () => {
  const { context, server } = own;
  const browser = context.browser();
  const other = await browser.newContext({ viewport: { width: 1280, height: 1000 }, locale: 'nl-NL', timezoneId: 'Europe/Amsterdam' });
  const page = await other.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(`${server.url}/schiften`);
  await page.waitForSelector('body[data-ready]');
  assert.match(await page.textContent('#sift-draft'), /verzegeld concept.*vernietigt zichzelf op 5 december/s);
  await look(page, '1-concept', assert);
  await page.click('#sift-draft-open');
  await answer(page, 'een andere wachtzin dan toen');
  await page.waitForSelector('#sift-seal-error:not([hidden])', { timeout: 60_000 });
  assert.match(await page.textContent('#sift-seal-error'), /gaat het concept niet open/);
  await look(page, '1-concept-openen', assert);
  await answer(page, PASSPHRASE);
  await page.waitForFunction(() => /concept is geopend/.test(document.querySelector('#sift-problem').textContent), undefined, { timeout: 60_000 });
  await choose(page, conversation());
  await page.waitForSelector('#sift-step-report:not([hidden])');
  await page.click('#sift-resume');
  await page.waitForSelector('#sift-transcript .msg');
  await becomes(() => count(page), 7);
  await handIn(page);
  await becomes(() => server.state.draft, undefined, 'what was handed in is no draft any more');
  await other.close();
});

test('a frozen draft says by whom and why', async () => {
  const { page, server } = own;
  const told = { saved_at: '2026-11-21T09:00:00Z', expires_at: '2026-12-05T09:00:00Z', size_bytes: 9, is_near: false, frozen: { by: 'dirk', at: '2026-11-22T09:00:00Z', ground: 'Woo-verzoek' } };
  server.state.draft = { bytes: Buffer.from('x'), told };
  await page.reload();
  await page.waitForSelector('body[data-ready]');
  assert.match(await page.textContent('#sift-draft-until'), /bevroren door dirk.*Woo-verzoek/s);
  await look(page, '1-concept-bevroren', assert);
  assert.deepEqual(own.errors, []);
});
