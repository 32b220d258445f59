// The same page without the server: `zegel sift --page FILE` serves it on loopback to its owner alone, and writes the
// package and the receipt as files.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import * as age from 'age-encryption';
import { conversation, png } from './make.mjs';
import { launch, program, skip } from './municipality.mjs';
import { becomes, begin, box, look, untar } from './people.mjs';

const folder = mkdtempSync(join(tmpdir(), 'zegel-own-'));
const at = (name) => join(folder, name);
let identity;
let child;
let ended;
let link;
let browser;

/** Asks without a browser; resolves with the status. */
const status = (path, { headers = {}, method = 'GET' } = {}) => new Promise((resolve, reject) => {
  const { hostname, port, host } = new URL(link);
  const asked = request({ hostname, port, path, method, headers: { host, ...headers } }, (answer) => { answer.resume(); resolve(answer.statusCode); });
  asked.on('error', reject);
  asked.end();
});

before(async () => {
  if (skip) return;
  identity = await age.generateIdentity();
  writeFileSync(at('WhatsApp-chat met Kernteam Stationsplein.zip'), conversation());
  const args = ['sift', '--page', at('WhatsApp-chat met Kernteam Stationsplein.zip'), '--owner', 's.verhoeven', '--owner-name', 'Sanne Verhoeven',
    '--to-archive', await age.identityToRecipient(identity), '--archive-name', 'Archief Waterveen', '--out', at('uit.zegel'), '--receipt', at('uit.receipt.json'), '--suggest', 'phone,mail'];
  // A stand-in for Tesseract says how many bytes it got: the real one may not be on this machine.
  mkdirSync(at('bin'));
  writeFileSync(at('bin/tesseract'), '#!/bin/sh\nif [ "$1" = --list-langs ]; then echo nld; exit; fi\ncat > "$(dirname "$0")/got"\necho "Amira: akkoord ($4)"\n');
  chmodSync(at('bin/tesseract'), 0o755);
  child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, PATH: `${at('bin')}:${process.env.PATH}` } });
  ended = new Promise((resolve) => { child.on('exit', resolve); });
  link = await new Promise((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (part) => {
      said += part;
      const found = /http:\/\/\S+#sleutel=\S+/.exec(said)?.[0];
      if (found !== undefined) resolve(found);
    });
    child.on('exit', () => reject(new Error(`zegel sift stopped: ${said}`)));
  });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  child?.kill();
  rmSync(folder, { recursive: true });
});

test('who does not bring the key gets nothing of the owner', { skip }, async () => {
  const key = link.split('=')[1];
  for (const path of ['/api/v1/sift-context', '/api/v1/own-export']) {
    assert.equal(await status(path), 401, path);
    assert.equal(await status(path, { headers: { 'x-zegel-key': 'f'.repeat(64) } }), 401, path);
    assert.equal(await status(path, { headers: { 'x-zegel-key': key } }), 200, path);
    assert.equal(await status(path, { headers: { 'x-zegel-key': key, host: 'elders.example' } }), 421, path);
  }
  for (const path of ['/api/v1/own-submission', '/api/v1/own-end', '/api/v1/own-recognition']) assert.equal(await status(path, { method: 'POST' }), 401, path);
  const from = { 'x-zegel-key': key, origin: 'https://elders.example', 'sec-fetch-site': 'cross-site' };
  assert.equal(await status('/api/v1/own-end', { method: 'POST', headers: from }), 403, 'a page of another site');
  const page = await (await browser.newContext({ locale: 'nl-NL' })).newPage();
  await page.goto(new URL(link).origin);
  await page.waitForSelector('#sift-problem:not([hidden])');
  assert.match(await page.textContent('#sift-problem'), /link die in het venster/);
  await look(page, 'eigen-zonder-sleutel', assert);
  await page.context().close();
});

test('the text on a picture is suggested on this machine, and only its owner puts it in the field', { skip }, async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 1000 }, locale: 'nl-NL' });
  const page = await context.newPage();
  await page.goto(link);
  await page.waitForSelector('body[data-ready]');
  await page.click('#sift-take-shots');
  await page.waitForSelector('#sift-step-shots:not([hidden])');
  await page.setInputFiles('#sift-shots-files', [{ name: 'a.png', mimeType: 'image/png', buffer: png(180, 320, [230, 240, 235], 'KANARIEEXIF') }]);
  await page.click('.shot__fields .linkbtn');
  await page.waitForSelector('.shot__words');
  assert.equal(await page.inputValue('.shot textarea'), '', 'a suggestion is not put in by itself');
  assert.equal(await page.textContent('.shot__words'), 'Amira: akkoord (nld)');
  assert.equal(readFileSync(at('bin/got')).includes('KANARIEEXIF'), false, 'as it would go along');
  await look(page, 'eigen-1-voorstel', assert);
  await page.click('.shot__suggestion .nl-button--secondary');
  await becomes(() => page.inputValue('.shot textarea'), 'Amira: akkoord (nld)');
  await context.close();
});

test('the export is read, chosen from and saved as files, and the button ends it', { skip }, async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 1000 }, locale: 'nl-NL', timezoneId: 'Europe/Amsterdam' });
  const page = await context.newPage();
  page.setDefaultTimeout(12_000);
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(link);
  await page.waitForSelector('body[data-ready]');
  await becomes(() => new URL(page.url()).hash, '', 'the key does not stay in the address');
  await look(page, 'eigen-1-kiezen', assert);
  await page.click('#sift-offered-open');
  await page.waitForSelector('#sift-step-report:not([hidden])');
  assert.equal(await page.inputValue('#sift-me'), 'Sanne Verhoeven');
  await begin(page);
  // Switched on by its owner on the command line; it only marks.
  await page.waitForSelector('#sift-suggest:not([hidden])');
  assert.equal(await page.textContent('#sift-count'), '0');
  await box(page, 2).click();
  await box(page, 4).click({ modifiers: ['Shift'] });
  await becomes(() => page.textContent('#sift-count'), '3');
  await page.click('#sift-step-select [data-go=redact] >> visible=true');
  await page.click('#sift-step-redact [data-go=details]');
  await page.selectOption('#sift-not-kept', { index: 1 });
  await page.click('#sift-step-details [data-go=send]');
  await page.waitForSelector('#sift-send-ready:not([hidden])');
  assert.equal(existsSync(at('uit.zegel')), false);
  await look(page, 'eigen-5-opslaan', assert);

  writeFileSync(at('uit.zegel'), 'van iemand');
  await page.click('#sift-send');
  await page.waitForFunction(() => /staat al een bestand/.test(document.querySelector('#sift-send-problem').textContent));
  assert.equal(readFileSync(at('uit.zegel'), 'utf8'), 'van iemand', 'nothing is overwritten');
  assert.equal(existsSync(at('uit.receipt.json')), false, 'both or neither');
  rmSync(at('uit.zegel'));

  await page.click('#sift-send');
  await page.waitForSelector('#sift-step-done:not([hidden])');
  await look(page, 'eigen-6-klaar', assert);
  const decrypter = new age.Decrypter();
  decrypter.addIdentity(identity);
  const files = untar(Buffer.from(await decrypter.decrypt(readFileSync(at('uit.zegel')))));
  const kept = files['messages.jsonl'].toString().trim().split('\n').map((line) => JSON.parse(line).message.position);
  assert.deepEqual(kept, [2, 3, 4]);
  assert.equal(Buffer.concat(Object.values(files)).includes('KANARIEPIET mijn zoontje'), false);
  const receipt = JSON.parse(readFileSync(at('uit.receipt.json'), 'utf8'));
  assert.equal(receipt.id, JSON.parse(files['manifest.json']).id);
  assert.equal(receipt.kept, '2-4');
  assert.deepEqual(JSON.parse(files['manifest.json']).suggestions.detectors, ['phone', 'mail']);

  await page.click('#sift-step-done [data-end]');
  await page.waitForSelector('#sift-own-ended:not([hidden])');
  await look(page, 'eigen-7-uit', assert);
  await context.close();
  assert.equal(await ended, 0, 'it ends by itself and well');
  assert.deepEqual(errors, []);
});
