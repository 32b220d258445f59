// The same page on the real server: the example archive is loaded, an owner signs on, sifts and hands in.
// The server is the one at ZEGEL_URL (which must hold the example), or target/debug/zegel where that was built.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { chromium } from 'playwright-core';
import { conversation } from './make.mjs';
import { begin, box, choose, look } from './people.mjs';

const program = join(dirname(fileURLToPath(import.meta.url)), '../../target/debug/zegel');

/** Starts the server on an empty folder; resolves with its one-time link. */
function start() {
  const folder = mkdtempSync(join(tmpdir(), 'zegel-'));
  const child = spawn(program, ['serve', '--archive', join(folder, 'archive'), '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (part) => {
      said += part;
      const link = /http:\/\/\S+\/eerste-keer#\S+/.exec(said)?.[0];
      if (link !== undefined) resolve({ child, link });
    });
    child.on('exit', () => reject(new Error(`the server stopped: ${said}`)));
  });
}

const given = process.env.ZEGEL_URL;
const skip = given === undefined && !existsSync(program) ? 'target/debug/zegel was not built' : false;

test('an owner hands in at the example archive', { skip, timeout: 300_000 }, async () => {
  const server = given === undefined ? await start() : undefined;
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 1000 }, locale: 'nl-NL', timezoneId: 'Europe/Amsterdam' });
    const page = await context.newPage();
    const errors = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => { if (/Content Security Policy|TrustedScript/.test(message.text())) errors.push(message.text()); });
    let origin = given;
    if (server !== undefined) {
      origin = new URL(server.link).origin;
      await page.goto(server.link);
      await page.waitForFunction(() => document.querySelector('#secret-a').value !== '');
      await page.click('form[action="/eerste-keer/voorbeeld"] button', { timeout: 240_000, noWaitAfter: true });
      await page.waitForURL((url) => !url.pathname.startsWith('/eerste-keer'), { timeout: 240_000 });
    }
    await page.goto(`${origin}/aanmelden?terug=/schiften`);
    await page.click('form[action="/aanmelden/voorbeeld"]:has([value=anna]) button');
    // What this first visit still fetches is not weighed twice.
    await page.waitForSelector('body[data-ready]');
    await page.waitForLoadState('networkidle');
    const network = await context.newCDPSession(page);
    await network.send('Network.enable');
    const assets = new Set();
    let nBytes = 0;
    network.on('Network.responseReceived', ({ requestId, response }) => { if (/\.(css|js|wasm)$/.test(response.url)) assets.add(requestId); });
    network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => { if (assets.has(requestId)) nBytes += encodedDataLength; });
    await network.send('Network.setCacheDisabled', { cacheDisabled: true });
    await page.goto(`${origin}/schiften`);
    await page.waitForSelector('body[data-ready]');
    await page.waitForTimeout(300);
    const nWeighed = nBytes;
    console.log(`  script, style and module over the line: ${nWeighed} bytes`);
    assert.ok(nWeighed <= 700_000, `${nWeighed} bytes of script, style and module`);
    const sent = [];
    page.on('request', (request) => { if (request.method() !== 'GET') sent.push(request.url()); });
    await choose(page, conversation());
    await begin(page);
    await box(page, 2).click();
    await box(page, 8).click({ modifiers: ['Shift'] });
    await page.waitForFunction(() => document.querySelector('#sift-count').textContent === '7');
    await look(page, 'archief-2-selecteren', assert);
    await page.click('.basket [data-go=redact]');
    await page.click('#sift-step-redact [data-go=details]');
    await page.selectOption('#sift-not-kept', { index: 1 });
    await page.click('#sift-step-details [data-go=send]');
    await page.waitForSelector('#sift-send-ready:not([hidden])');
    assert.deepEqual(sent, []);
    await page.click('#sift-send');
    await page.waitForSelector('#sift-step-done:not([hidden])');
    await look(page, 'archief-6-ingediend', assert);
    assert.match(await page.getAttribute('#sift-done-link', 'href'), /^\/indieningen\//);
    assert.deepEqual(errors, []);
  } finally {
    await browser.close();
    server?.child.kill();
  }
});
