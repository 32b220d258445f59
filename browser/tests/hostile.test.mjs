// Exports that mean harm, files that change, and work that is interrupted.
import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { conversation, line, zip } from './make.mjs';
import { becomes, begin, box, choose, count, handIn, kept, open, saved } from './people.mjs';

let own;
before(async () => { own = await open(); });
after(async () => { await own?.close(); });

/** Takes away what was chosen, so that nothing of it is on this device any more. */
async function dropWork(page) {
  await page.click('.basket details:last-of-type summary');
  await page.click('#sift-drop-work');
  await page.click('#sift-ask-yes');
  await page.waitForSelector('#sift-step-choose:not([hidden])');
  await becomes(() => page.isHidden('#sift-unfinished'), true);
}

test('names and messages with HTML, script and bidi characters are text', async () => {
  const { page } = own;
  const evil = '<img src=x onerror="document.body.dataset.pwned=1"><script>document.body.dataset.pwned=1</script>';
  const lines = [
    line('2026-03-12T08:00', evil.replaceAll(':', ''), evil),
    line('2026-03-12T08:01', 'Jan\u202efdp.exe', `\u202e omgekeerd \u2066 en \u0007 bel ${evil}`),
    line('2026-03-12T08:02', 'Piet', 'javascript:alert(1) data:text/html,<script>alert(1)</script>'),
    line('2026-03-12T08:03', 'Piet', 'kwaad.svg (bestand bijgevoegd)'),
    line('2026-03-12T08:04', 'Piet', 'kwaad.png (bestand bijgevoegd)'),
  ];
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="document.body.dataset.pwned=1"><script>alert(1)</script></svg>';
  await choose(page, zip({ 'WhatsApp-chat met <b>Kwaad<b>.txt': lines.join(''), 'kwaad.svg': svg, 'kwaad.png': '<html><script>parent.document.body.dataset.pwned=1</script></html>' }), 'kwaad.zip');
  await begin(page);
  assert.equal(await page.textContent('#x1 .msg__text'), evil);
  assert.equal(await page.locator('#sift-transcript img, #sift-transcript iframe, #sift-transcript svg[onload], #sift-transcript script').count(), 0);
  assert.equal(await page.locator('#w2 bdi').count(), 1, 'a name cannot turn what stands around it');
  await page.click('#sift-step-select [data-go=redact] >> visible=true');
  await becomes(() => page.textContent('#sift-select-problem'), /nog geen bericht gekozen/);
  assert.equal(await page.evaluate(() => document.body.dataset.pwned), undefined);
});

test('a message of 10 MB is shown cut off, and whole when asked', async () => {
  const { page } = own;
  await page.reload();
  await page.waitForSelector('body[data-ready]');
  const long = 'x'.repeat(10_000_000);
  await choose(page, line('2026-03-12T08:00', 'Jan', 'kort') + line('2026-03-12T08:01', 'Piet', 'klaar') + line('2026-03-12T08:02', 'Jan', long), 'WhatsApp-chat met Jan.txt');
  await begin(page);
  const shown = (await page.textContent('#x3 .msg__text')).length;
  assert.equal(shown, 4_000);
  assert.match(await page.textContent('[data-whole]'), /tekens/);
});

test('what is no chat is refused in words, and the page goes on', async () => {
  const { page } = own;
  await page.reload();
  await page.waitForSelector('body[data-ready]');
  await choose(page, 'zomaar een tekst over KANARIE', 'brief.txt');
  assert.match(await page.textContent('#sift-problem'), /geen export van een gesprek/);
  await choose(page, Buffer.from('PK\x03\x04 afgebroken'), 'stuk.zip');
  assert.match(await page.textContent('#sift-problem'), /kan niet worden gelezen/);
  await choose(page, conversation().subarray(0, 900), 'half.zip');
  assert.match(await page.textContent('#sift-damage'), /beschadigd/);
  await choose(page, conversation());
  assert.equal(await page.textContent('#sift-title'), 'Kernteam Stationsplein');
});

test('a file that changes while it is read is refused', async () => {
  const { page } = own;
  await page.reload();
  await page.waitForSelector('body[data-ready]');
  const path = join(mkdtempSync(join(tmpdir(), 'zegel-')), 'WhatsApp-chat met Jan.txt');
  writeFileSync(path, line('2026-03-12T08:00', 'Jan', 'een') + line('2026-03-12T08:01', 'Piet', 'twee'));
  // The page has the file in hand when it changes on the disk, before its bytes are read.
  await page.evaluate(() => {
    const input = document.querySelector('#sift-file');
    input.addEventListener('change', (event) => { if (!window.held) { event.stopImmediatePropagation(); window.held = input.files[0]; } }, { capture: true });
  });
  await page.setInputFiles('#sift-file', path);
  await page.waitForFunction(() => window.held);
  writeFileSync(path, `${line('2026-03-12T08:00', 'Jan', 'iets heel anders en langer')}${line('2026-03-12T08:01', 'Piet', 'twee')}`);
  await page.evaluate(() => {
    const input = document.querySelector('#sift-file');
    const files = new DataTransfer();
    files.items.add(window.held);
    input.files = files.files;
    input.dispatchEvent(new Event('change'));
  });
  await page.waitForSelector('#sift-problem:not([hidden])');
  assert.match(await page.textContent('#sift-problem'), /veranderde|kon het bestand niet lezen/);
});

test('an unfinished choice is kept on the device, sealed and bound to the file', async () => {
  const { page } = own;
  await page.reload();
  await page.waitForSelector('body[data-ready]');
  await choose(page, conversation());
  await begin(page);
  await box(page, 9).click();
  await box(page, 10).click();
  await saved(page);
  await becomes(() => page.textContent('#sift-saved'), /Opgeslagen/);
  const stored = await page.evaluate(() => new Promise((resolve) => {
    const opening = indexedDB.open('zegel-schiften');
    opening.onsuccess = () => {
      const all = opening.result.transaction('choices').objectStore('choices').getAll();
      all.onsuccess = () => resolve(JSON.stringify(all.result.map((one) => [one.id, one.owner, new TextDecoder('latin1').decode(one.bytes)])));
    };
  }));
  assert.equal(/Joris|Kernteam|positions/.test(stored), false);
  await page.reload();
  await page.waitForSelector('body[data-ready]');
  assert.match(await page.textContent('#sift-unfinished'), /1 keuze die niet af is/);
  await choose(page, conversation());
  assert.match(await page.textContent('#sift-kept-words'), /2 berichten gekozen/);
  await page.click('#sift-resume');
  await page.waitForSelector('#sift-transcript .msg');
  await becomes(() => count(page), 2);
  await dropWork(page);
});

test('day and month are asked where the file does not tell', async () => {
  const { page } = own;
  await page.reload();
  await page.waitForSelector('body[data-ready]');
  await choose(page, '03/04/22, 13:31 - Jan: a\n03/04/22, 13:32 - Piet: b\n', 'chat.txt');
  if (await page.locator('#sift-dates').isHidden()) {
    assert.fail('the question is not asked');
  }
  await page.click('#sift-begin');
  await becomes(() => page.textContent('#sift-report-problem'), /welke dag/);
  await page.click('#sift-dates-choices input[value=mdy]');
  await page.waitForFunction(() => /4 maart 2022/.test(document.querySelector('#sift-facts').textContent));
  await begin(page);
  assert.match(await page.textContent('.day__head h3'), /vrijdag 4 maart 2022/);
});

test('select-out starts full and asks a ground for what is taken out', async () => {
  const { page } = own;
  await page.reload();
  await page.waitForSelector('body[data-ready]');
  await choose(page, conversation());
  await page.click('#sift-regimes input[value=select-out]');
  await begin(page);
  assert.equal(await count(page), 15);
  await box(page, 9).click();
  await handIn(page);
  const manifest = JSON.parse((await own.opened())['manifest.json']);
  assert.equal(manifest.regime.kind, 'select-out');
  assert.equal(manifest.commitment.n_kept, 14);
  assert.equal(manifest.not_kept_ground.code, 'private');
  // The next test chooses the same file, and must not find this choice.
  await becomes(() => kept(page), []);
});

test('the newest choice is the one that stays, also after looking at step 1 again', async () => {
  const { page } = own;
  await page.evaluate(() => { window.onbeforeunload = null; });
  await page.goto(`${own.server.url}/schiften`);
  await page.waitForSelector('body[data-ready]');
  await choose(page, conversation());
  await begin(page);
  await box(page, 3).click();
  await page.click('.steps [data-to=report]');
  await page.waitForSelector('#sift-step-report:not([hidden])');
  await page.click('#sift-begin');
  await page.waitForSelector('#sift-step-select:not([hidden])');
  await becomes(() => count(page), 1);
  await box(page, 4).click();
  await becomes(() => count(page), 2);
  await becomes(() => page.locator('#sift-transcript .msg').count(), 15);
  await saved(page);
  await dropWork(page);
});

test('going back in the browser and changing the choice never sends what was made before', async () => {
  const { page, server } = own;
  await page.goto(`${server.url}/schiften`);
  await page.waitForSelector('body[data-ready]');
  await choose(page, conversation());
  await begin(page);
  await box(page, 3).click();
  await page.click('.basket [data-go=redact]');
  await page.click('#sift-step-redact [data-go=details]');
  await page.selectOption('#sift-not-kept', 'private');
  await page.click('#sift-step-details [data-go=send]');
  await page.waitForFunction(() => /^U dient 1 van 15/.test(document.querySelector('#sift-send-sentence').textContent));
  for (let n = 0; n < 3; n += 1) await page.goBack();
  await page.waitForSelector('#sift-step-select:not([hidden])');
  await box(page, 4).click();
  for (let n = 0; n < 3; n += 1) await page.goForward();
  await page.waitForFunction(() => /^U dient 2 van 15/.test(document.querySelector('#sift-send-sentence').textContent));
  await page.click('#sift-send');
  await page.waitForSelector('#sift-step-done:not([hidden])');
  assert.equal(JSON.parse((await own.opened())['manifest.json']).commitment.n_kept, 2);
});
