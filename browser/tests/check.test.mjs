// The check of settings, the rhythm and the page of suggestions on the real server: by keyboard, in three languages, without script.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { follow, look } from './people.mjs';
import { example, skip } from './real.mjs';

let own;
before(async () => { if (skip === false) own = await example(); }, { timeout: 300_000 });
after(async () => { await own?.close(); });

test('an owner goes through the settings of an app by keyboard, and sees what is open', { skip, timeout: 120_000 }, async () => {
  const { page } = own;
  await own.as('anna');
  assert.match(await page.innerText('main'), /Uw laatste veiligstelling/);
  await look(page, 'ritme-eigen', assert);
  await follow(page, 'text=Loop de instellingen van uw app na >> nth=0');
  assert.match(page.url(), /instellingen-nalopen$/);
  await look(page, 'nalopen-kiezen', assert);
  await follow(page, 'text=WhatsApp op Android');
  assert.equal(await page.locator('svg.phone[role=img]').count(), 4);
  assert.match(await page.getAttribute('svg.phone >> nth=0', 'aria-label'), /Verdwijnende berichten.*Uit/);
  await look(page, 'nalopen-android', assert);
  // Sent with one answer missing: the page says which, and keeps the others.
  for (const [name, presses] of [['disappearing', 0], ['view-once', 1], ['export', 0]]) {
    await page.focus(`[name=${name}] >> nth=0`);
    await page.keyboard.press('Space');
    for (let press = 0; press < presses; press += 1) await page.keyboard.press('ArrowDown');
  }
  await page.focus('form[action^="/instellingen-nalopen"] button');
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  assert.equal(await page.locator('.utrecht-alert--error').isVisible(), true);
  assert.equal(await page.locator('text=Kies een antwoord.').count(), 1);
  assert.equal(await page.locator('input:checked').count(), 3);
  await look(page, 'nalopen-fout', assert);
  await page.check('[name=backup][value=unsure]');
  await follow(page, 'form[action^="/instellingen-nalopen"] button');
  assert.match(page.url(), /instellingen-nalopen$/);
  assert.match(await page.innerText('main'), /2 punten open/);
  await look(page, 'nalopen-klaar', assert);
});

test('the adviser sees standings and counts, and not who answered what', { skip, timeout: 120_000 }, async () => {
  const { page } = own;
  await own.as('bram', '/ritme');
  const text = await page.innerText('main');
  assert.match(text, /Joris Maas/);
  assert.match(text, /Nagelopen instellingen/);
  await look(page, 'ritme', assert);
});

test('the page of suggestions shows figures with intervals, and switches them on', { skip, timeout: 120_000 }, async () => {
  const { page } = own;
  await own.as('fatima', '/suggesties');
  assert.match(await page.innerText('main'), /Uit/);
  await page.check('[name=detector][value=phone]');
  await follow(page, 'text=Leg de keuze vast');
  await page.waitForSelector('[role=status]');
  assert.match(await page.innerText('table'), /\d+,\d\s%\s+\d+,\d–\d+,\d\s%, \d+ van \d+/);
  await look(page, 'suggesties', assert);
  await page.setInputFiles('#sample', { name: 'proef.jsonl', mimeType: 'application/jsonl', buffer: Buffer.from('{"text":"bel 0612345678","marks":[{"from":4,"to":14,"detector":"phone"}]}\n') });
  await follow(page, 'text=Breng de steekproef in');
  await page.waitForSelector('#t-own');
  await look(page, 'suggesties-eigen', assert);
});

for (const language of ['en', 'fr']) {
  test(`the same pages in ${language}`, { skip, timeout: 120_000 }, async () => {
    const { page, context, origin } = own;
    const pages = { anna: ['/', '/instellingen-nalopen', '/instellingen-nalopen/signal', '/instellingen-nalopen/whatsapp-iphone'], bram: ['/ritme'], fatima: ['/suggesties'] };
    for (const [short, paths] of Object.entries(pages)) {
      await own.as(short);
      await context.addCookies([{ name: 'lang', value: language, url: origin }]);
      for (const path of paths) {
        await page.goto(`${origin}${path}`);
        assert.equal(await page.getAttribute('html', 'lang'), language);
        assert.equal(/\[(?:check|rhythm|suggestions|home)-|undefined/.test(await page.innerText('main')), false, path);
        await look(page, `${path.slice(1).replaceAll('/', '-') || 'home'}-${language}`, assert);
      }
    }
    assert.deepEqual(own.errors, []);
  });
}
