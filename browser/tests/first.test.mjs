// From an empty folder to an archive that people sign on to with a passkey, made by a (virtual) authenticator in a real browser; and the
// pages of an archive in which nothing is yet.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, post, skip, start, untilLoaded } from './municipality.mjs';
import { becomes } from './people.mjs';
import { AXE, faults, nothing, tooWide, watch } from './quality.mjs';

let server;
let browser;
let context;
let page;
let told;
let webauthn;
/** The authenticator of the moment. */
let device;
let found = [];
const settle = () => { const all = found; found = []; nothing(all); };
const opts = { skip, timeout: 300_000 };

before(async () => {
  if (skip) return;
  server = await start();
  browser = await launch();
  context = await browser.newContext({ viewport: { width: 1280, height: 1000 }, locale: 'nl-NL', timezoneId: 'Europe/Amsterdam' });
  await context.addInitScript({ path: AXE });
  page = await context.newPage();
  page.setDefaultTimeout(90_000);
  told = watch(page);
  webauthn = await context.newCDPSession(page);
  await webauthn.send('WebAuthn.enable');
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Puts an authenticator in the machine, instead of the one that was there. */
async function plugIn(options = {}) {
  if (device !== undefined) await webauthn.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: device });
  const { authenticatorId } = await webauthn.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', ctap2Version: 'ctap2_1', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true, ...options },
  });
  device = authenticatorId;
}
const keys = async () => (await webauthn.send('WebAuthn.getCredentials', { authenticatorId: device })).credentials;
const keep = (credential) => webauthn.send('WebAuthn.addCredential', { authenticatorId: device, credential });
const say = async (language) => context.addCookies([{ name: 'lang', value: language, url: server.origin }]);
const press = async (selector) => Promise.all([page.waitForNavigation(), page.click(selector)]);
const signOff = async () => { await page.goto(`${server.origin}/`); await press('.bar__end form button'); };
const signOn = async () => {
  await page.goto(`${server.origin}/aanmelden`);
  await page.click('[data-passkey=sign-on] button');
};
const isOn = () => page.waitForURL((url) => url.pathname === '/');
const said = async (words) => {
  await page.waitForFunction(() => document.querySelector('[data-said]').textContent !== '');
  assert.match(await page.textContent('[data-said]'), words);
};
async function look(name) {
  found.push(...await faults(page, name));
  for (const language of ['en', 'fr']) {
    if (new URL(page.url()).pathname !== '/eerste-keer/sleutel') await say(language);
    await page.reload().catch(() => undefined);
    found.push(...await tooWide(page, `${name}-${language}`));
  }
  await say('nl');
  await page.setViewportSize({ width: 1280, height: 1000 });
  await page.reload().catch(() => undefined);
}

test('the first run makes the archive and hands over its keys', opts, async () => {
  await page.goto(`${server.origin}/eerste-keer#${server.code}`);
  await page.waitForFunction(() => document.querySelector('#secret-b').value !== '');
  await becomes(() => new URL(page.url()).hash, '', 'the code does not stay in the address');
  await look('eerste-keer');
  await page.fill('#secret-a', 'verkeerd');
  await press('form[action="/eerste-keer/voorbeeld"] button');
  found.push(...await faults(page, 'eerste-keer-fout'));
  await page.goto(`${server.origin}/eerste-keer`);
  await page.fill('#secret-b', server.code);
  for (const [id, value] of [['organisation', 'Gemeente Waterveen'], ['archive', 'Archief Waterveen'], ['origin', 'archief.waterveen.example'], ['admin_name', 'Hanna de Vries'], ['admin_short', 'hanna']]) await page.fill(`#${id}`, value);
  await press('form[action="/eerste-keer"] button');
  found.push(...await faults(page, 'eerste-keer-sleutels'));
  await page.setViewportSize({ width: 1280, height: 1000 });
  const [share] = await Promise.all([page.waitForEvent('download'), page.click('form:has([name=n][value="1"]) button')]);
  assert.equal(share.suggestedFilename(), 'zegel-share-1.txt');
  settle();
});

test('a passkey is made with the code of an administrator, and signs on without a name', opts, async () => {
  await plugIn();
  await press('form[action="/toegang"] button');
  found.push(...await faults(page, 'toegang-maken'));
  await page.setViewportSize({ width: 1280, height: 1000 });
  await page.fill('#label', 'Laptop van Hanna');
  await page.click('[data-passkey=make] button');
  await isOn();
  const [key] = await keys();
  assert.equal(key.isResidentCredential, true, 'the device finds it without a name');
  assert.equal(key.rpId, 'localhost');
  await signOff();
  await signOn();
  await isOn();
  assert.match(await page.textContent('.bar__end'), /Hanna de Vries/);
  settle();
});

test('what a passkey said once is worth nothing a second time', opts, async () => {
  await signOff();
  const [request] = await Promise.all([page.waitForRequest((one) => one.url().endsWith('/sign-on/finish')), signOn()]);
  await isOn();
  const body = request.postData();
  await signOff();
  const replayed = await fetch(`${server.origin}/api/v1/passkeys/sign-on/finish`, { method: 'POST', headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' }, body });
  assert.equal(replayed.status, 410);
  assert.equal((await replayed.json()).code, 'ticket-gone');
  assert.equal(replayed.headers.get('set-cookie'), null);
  // Under a challenge of its own it is just as worthless: the signature is over another one.
  const begun = await (await fetch(`${server.origin}/api/v1/passkeys/sign-on/begin`, { method: 'POST', headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' }, body: '{}' })).json();
  const moved = await fetch(`${server.origin}/api/v1/passkeys/sign-on/finish`, { method: 'POST', headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' }, body: JSON.stringify({ ...JSON.parse(body), ceremony: begun.ceremony }) });
  assert.equal(moved.status, 422);
  assert.equal((await moved.json()).code, 'passkey-refused');
});

test('a passkey that was asked by another site is refused', opts, async () => {
  // As a site in between would: it passes the challenge on and gets an answer that names its own address.
  await page.route('**/sign-on/finish', async (route) => {
    const body = JSON.parse(route.request().postData());
    const data = JSON.parse(Buffer.from(body.credential.response.clientDataJSON, 'base64url'));
    body.credential.response.clientDataJSON = Buffer.from(JSON.stringify({ ...data, origin: 'https://zegel.elders.example' })).toString('base64url');
    await route.continue({ postData: JSON.stringify(body) });
  });
  await signOn();
  await said(/toegangssleutel/i);
  await page.unroute('**/sign-on/finish');
  await page.goto(`${server.origin}/`);
  assert.equal(new URL(page.url()).pathname, '/aanmelden');
  // At another name of the same machine the browser itself refuses: the passkey belongs to localhost.
  await page.goto(`${server.origin.replace('localhost', '127.0.0.1')}/aanmelden`);
  await page.click('[data-passkey=sign-on] button');
  await said(/./);
});

test('a person who does not show who they are does not get in', opts, async () => {
  await webauthn.send('WebAuthn.setUserVerified', { authenticatorId: device, isUserVerified: false });
  await signOn();
  await said(/./);
  await webauthn.send('WebAuthn.setUserVerified', { authenticatorId: device, isUserVerified: true });
  await signOn();
  await isOn();
});

test('a second passkey is made, the first is taken away, and the last one stays', opts, async () => {
  const [first] = await keys();
  await page.goto(`${server.origin}/mijn-toegang`);
  await page.fill('#label', 'Nog een keer');
  await page.click('[data-passkey=make] button');
  await said(/./);
  assert.equal((await keys()).length, 1, 'one device holds one passkey of a person');
  await plugIn({ transport: 'usb' });
  await page.goto(`${server.origin}/mijn-toegang`);
  await page.fill('#label', 'Stick in de kluis <b>');
  await page.click('[data-passkey=make] button');
  await page.waitForFunction(() => document.querySelectorAll('.tasks li').length === 2);
  await page.waitForLoadState();
  const [second] = await keys();
  await look('mijn-toegang-twee');
  await press('.tasks li:has-text("Laptop van Hanna") button');
  assert.equal(await page.locator('.tasks li').count(), 1);
  assert.equal(await page.locator('.tasks li button').count(), 0, 'the last way in cannot be taken away');
  await signOff();
  await plugIn();
  await keep(first);
  await signOn();
  await said(/toegangssleutel/i);
  await plugIn();
  await keep(second);
  await signOn();
  await isOn();
  settle();
});

test('a copy of a passkey that runs behind is refused', opts, async () => {
  const [key] = await keys();
  await signOff();
  await signOn();
  await isOn();
  await signOff();
  await plugIn();
  await keep({ ...key, signCount: 0 });
  await signOn();
  await said(/toegangssleutel/i);
  await plugIn();
  await keep({ ...key, signCount: key.signCount + 10 });
  await signOn();
  await isOn();
});

test('an archive in which nothing is yet says how to begin', opts, async () => {
  await look('leeg-thuis-beheerder');
  await page.goto(`${server.origin}/mensen`);
  await page.fill('#name', 'Lotte Vermeer');
  await page.fill('#short', 'lotte');
  for (const role of ['chat-owner', 'data-owner', 'archivist']) await page.check(`[name=role][value=${role}]`);
  await press('form[action="/mensen"] [type=submit]');
  if (new URL(page.url()).pathname === '/mensen') await press('.table a[href="/mensen/lotte"]');
  if (await page.locator('#de-code').count() === 0) await press('form[action$="/code"] button');
  const code = await page.textContent('#de-code');
  await signOff();
  await page.goto(`${server.origin}/toegang`);
  await page.fill('#name', 'lotte');
  await page.fill('#code', code);
  await plugIn();
  await press('form[action="/toegang"] [type=submit]');
  await page.click('[data-passkey=make] button');
  await isOn();
  const again = await post(server.origin, '/toegang', { name: 'lotte', code });
  assert.equal(again.status, 422, 'a code works once');
  for (const [name, path] of [['thuis', '/'], ['indieningen', '/indieningen'], ['kopieen', '/tussentijdse-kopieen'], ['dossiers', '/dossiers'], ['uitgiften', '/uitgiften'], ['zoeken', '/zoeken?dossier=W-2026-000']]) {
    await page.goto(`${server.origin}${path}`);
    await look(`leeg-${name}`);
  }
  settle();
});

test('the example is loaded in sight, and goes on when the tab is closed', opts, async () => {
  const other = await start();
  try {
    const tab = await context.newPage();
    await tab.goto(`${other.origin}/eerste-keer#${other.code}`);
    await tab.waitForFunction(() => document.querySelector('#secret-a').value !== '');
    await Promise.all([tab.waitForNavigation(), tab.click('form[action="/eerste-keer/voorbeeld"] button')]);
    assert.equal(new URL(tab.url()).pathname, '/eerste-keer/voorbeeld');
    await tab.waitForFunction(() => document.querySelector('progress')?.value > 0);
    found.push(...await faults(tab, 'eerste-keer-laden'));
    await tab.close();
    await untilLoaded(other);
    const later = await context.newPage();
    await later.goto(`${other.origin}/eerste-keer/voorbeeld`);
    assert.equal(new URL(later.url()).pathname, '/aanmelden');
    assert.equal(await later.locator('form:has([value=anna])').count(), 1);
    await later.close();
  } finally {
    await other.stop();
  }
  settle();
});

test('nothing was told to the console, and no policy was broken', opts, () => { nothing(told); });
