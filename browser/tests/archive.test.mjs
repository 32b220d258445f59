// The same page on the real server: the example archive is loaded, an owner signs on, sifts and hands in.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conversation } from './make.mjs';
import { becomes, begin, box, choose, count, look } from './people.mjs';
import { example, skip } from './real.mjs';

test('an owner hands in at the example archive', { skip, timeout: 300_000 }, async () => {
  const own = await example();
  try {
    const { page, context } = own;
    await own.as('anna', '/schiften');
    // What this first visit still fetches is not weighed twice.
    await page.waitForSelector('body[data-ready]');
    await page.waitForLoadState('networkidle');
    const network = await context.newCDPSession(page);
    await network.send('Network.enable');
    const assets = new Map();
    network.on('Network.responseReceived', ({ requestId, response }) => { if (/\.(css|js|wasm)$/.test(response.url)) assets.set(requestId, { url: response.url, nBytes: undefined }); });
    network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => { if (assets.has(requestId)) assets.get(requestId).nBytes = encodedDataLength; });
    await network.send('Network.setCacheDisabled', { cacheDisabled: true });
    await page.goto(`${own.origin}/schiften`);
    await page.waitForSelector('body[data-ready]');
    const all = () => [...assets.values()];
    await becomes(() => all().some(({ url }) => url.endsWith('.wasm')) && all().every(({ nBytes }) => nBytes !== undefined), true, 'all of it was weighed');
    const nWeighed = all().reduce((sum, { nBytes }) => sum + nBytes, 0);
    console.log(`  script, style and module over the line: ${nWeighed} bytes`);
    assert.ok(nWeighed <= 700_000, `${nWeighed} bytes of script, style and module`);
    const sent = [];
    page.on('request', (request) => { if (request.method() !== 'GET') sent.push(request.url()); });
    await choose(page, conversation());
    await begin(page);
    await box(page, 2).click();
    await box(page, 8).click({ modifiers: ['Shift'] });
    await becomes(() => count(page), 7);
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
    assert.deepEqual(own.errors, []);
  } finally {
    await own.close();
  }
});
