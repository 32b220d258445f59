// A note of the substance: written on the device, kept there unfinished, handed in as what it is.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { becomes, look, open, saved } from './people.mjs';

let own;
before(async () => { own = await open(); });
after(async () => { await own?.close(); });

test('a note asks for its text, survives a reload, and is handed in as a note', async () => {
  const { page, server } = own;
  await page.click('#sift-write-note');
  await page.waitForSelector('#sift-step-note:not([hidden])');
  assert.equal(await page.inputValue('#sift-note-author'), 'Sanne Verhoeven');
  await page.click('#sift-note-form [type=submit]');
  await becomes(() => page.textContent('#sift-note-problem'), /Schrijf eerst op/);
  await look(page, '1-notitie', assert);
  await page.fill('#sift-note-title', 'Gunning Stationsplein');
  await page.fill('#sift-note-text', 'Op 12 maart sprak ik KANARIENOTITIE met Joris af dat de raad beslist.');
  await saved(page);
  await becomes(() => page.textContent('#sift-note-saved'), /Opgeslagen/);
  await page.reload();
  await page.waitForSelector('body[data-ready]');
  assert.equal(await page.isHidden('#sift-unfinished'), true, 'a note is no unfinished choice of a file');
  await page.click('#sift-write-note');
  await page.waitForFunction(() => /KANARIENOTITIE/.test(document.querySelector('#sift-note-text').value));
  await page.click('#sift-note-form [type=submit]');
  await page.waitForSelector('#sift-send-ready:not([hidden])');
  assert.match(await page.textContent('#sift-send-sentence'), /één notitie/);
  await look(page, '5-notitie', assert);
  assert.equal(server.state.bodies.length, 0);
  await page.click('#sift-send');
  await page.waitForSelector('#sift-step-done:not([hidden])');
  assert.equal(server.state.bodies[0].includes('KANARIENOTITIE'), false);
  const files = await own.opened();
  const manifest = JSON.parse(files['manifest.json']);
  assert.equal(manifest.route, 'note');
  assert.equal(manifest.title, 'Gunning Stationsplein');
  const { message } = JSON.parse(files['messages.jsonl']);
  assert.match(message.text, /KANARIENOTITIE/);
  assert.equal(message.sender, 'Sanne Verhoeven');
  assert.deepEqual(own.errors, []);
});
