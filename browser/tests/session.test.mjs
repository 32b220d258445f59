// What goes on while a person does something else: a session that ends in the middle of a form, a job that is followed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { become, seat, sessionOf, skip } from './municipality.mjs';
import { becomes, follow } from './people.mjs';

const opts = { skip, timeout: 300_000 };
let own;
let submission;

before(async () => { if (!skip) own = await seat(); });
after(async () => { await own?.close(); });

const sign = async ({ context, server }) => { await become(context, server.origin, await sessionOf(server.origin, 'carla')); };

test('a session that ends while somebody registers loses nothing of what they filled in', opts, async () => {
  const { page, context, server } = own;
  await sign(own);
  await page.goto(`${server.origin}/indieningen?toestand=accepted`);
  await follow(page, '.tasks a >> nth=0');
  submission = new URL(page.url()).pathname;
  await follow(page, 'main a[href$="/registreren"]');
  await page.selectOption('#dossier-1', { index: 1 });
  await page.selectOption('#category-1', { index: 1 });
  await page.fill('#title-1', 'Titel die blijft staan');
  const chosen = await page.inputValue('#dossier-1');
  await become(context, server.origin, undefined);
  await follow(page, 'button[value=register]');
  assert.match(await page.innerText('main'), /niet \(meer\) aangemeld/);
  assert.match(await page.innerText('main'), /nieuw tabblad/);
  // As the page says: sign on in another tab, and go back in this one.
  await sign(own);
  await page.goBack();
  await becomes(() => page.inputValue('#title-1'), 'Titel die blijft staan');
  await becomes(() => page.inputValue('#dossier-1'), chosen);
  await follow(page, 'button[value=register]');
  assert.equal(new URL(page.url()).pathname, submission);
  assert.match(await page.innerText('main'), /Titel die blijft staan/);
});

test('the page of a submission follows its storing by itself, and says when it is done', opts, async () => {
  const { page } = own;
  const loads = [];
  await follow(page, 'form[action$="/opslaan"] button');
  page.on('framenavigated', () => loads.push(page.url()));
  await page.waitForSelector('.clock--done');
  await page.waitForLoadState();
  assert.match(await page.innerText('main'), /Titel die blijft staan/);
  assert.ok((await page.locator('main a[href^="/archiefstukken/"]').count()) > 0, 'its record can be opened');
  assert.ok(loads.length <= 1, `nobody is thrown about: ${loads}`);
});
