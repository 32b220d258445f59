// Suggestions: off unless the body switched them on; then a mark with a word, a filter, and a note of it in what is sent.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { line, zip } from './make.mjs';
import { becomes, begin, box, choose, handIn, look, open } from './people.mjs';

const ON = { suggestions: { detectors: ['bsn', 'iban', 'phone', 'mail', 'card', 'postcode', 'special'], add_words: ['enkelband*'], leave_out_words: [] } };
const texts = [
  'Goedemorgen, het voorstel staat klaar.',
  'Bel Karin op 06 12 34 56 78 of mail k.smit@waterveen.nl.',
  'Haar BSN is 111222333, maak het over naar NL91 ABNA 0417 1643 00.',
  'Ordernummer 111222334 is binnen.',
  'Hij ligt in het ziekenhuis.',
  'Zijn enkelband mag af.',
  '😀 kaart 4111 1111 1111 1111, Kerkweg 1, 1234 AB.',
  'Akkoord.',
];
const chat = () => zip({ 'WhatsApp-chat met Kernteam.txt': texts.map((text, at) => line(`2026-03-12T09:0${at}`, at % 2 ? 'Joris Maas' : 'Sanne Verhoeven', text)).join('') });
const hint = (page, position) => page.locator(`#b${position} .msg__hint`);

test('without the switch nothing is marked, and nothing is said of it in what is sent', async () => {
  const own = await open();
  try {
    const { page } = own;
    await choose(page, chat());
    await begin(page);
    assert.equal(await page.locator('.msg__hint, .hint').count(), 0);
    assert.equal(await page.isVisible('#sift-suggest'), false);
    assert.equal(await page.locator('#sift-filter option[value=suggested]').count(), 0);
    await box(page, 2).click();
    await handIn(page);
    assert.equal(JSON.parse((await own.opened())['manifest.json']).suggestions, undefined);
    assert.deepEqual(own.errors, []);
  } finally {
    await own.close();
  }
});

test('with it a word stands beside what may be personal, a filter shows those, and nothing is chosen', async () => {
  const own = await open({ context: ON });
  try {
    const { page } = own;
    await choose(page, chat());
    await begin(page);
    assert.equal(await page.textContent('#sift-count'), '0', 'a suggestion chooses nothing');
    assert.equal(await hint(page, 2).innerText(), 'Suggestie: misschien een telefoonnummer, een e-mailadres');
    assert.equal(await hint(page, 3).innerText(), 'Suggestie: misschien een BSN, een rekeningnummer');
    assert.deepEqual(await page.locator('#b3 .hint').allInnerTexts(), ['111222333', 'NL91 ABNA 0417 1643 00']);
    assert.deepEqual(await page.locator('#b7 .hint').allInnerTexts(), ['4111 1111 1111 1111', '1234 AB']);
    for (const position of [1, 4, 8]) assert.equal(await hint(page, position).count(), 0, `${position}`);
    assert.match(await hint(page, 6).innerText(), /bijzonder gegeven/);
    await page.selectOption('#sift-filter', 'suggested');
    await page.waitForFunction(() => document.querySelectorAll('#sift-transcript .msg').length === 5);
    await page.click('#sift-suggest summary');
    await becomes(() => page.innerText('#sift-suggest'), /Bij 5 berichten staat een suggestie/);
    await look(page, '2-suggesties', assert);
    await page.selectOption('#sift-filter', 'all');
    // A search is shown over a suggestion; the word stays.
    await page.fill('#sift-search', 'BSN');
    await page.waitForSelector('#b3 mark');
    assert.equal(await hint(page, 3).count(), 1);
    await page.fill('#sift-search', '');
    await page.waitForFunction(() => document.querySelectorAll('#b3 .hint').length === 2);
    for (const position of [1, 2, 6, 8]) await box(page, position).click();
    await handIn(page);
    const files = await own.opened();
    const manifest = JSON.parse(files['manifest.json']);
    assert.equal(manifest.suggestions.kept, '2,6', 'of what was not chosen nothing is said');
    assert.equal(manifest.suggestions.set, 'zegel-detectors-1');
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('#sift-receipt-save')]);
    const receipt = JSON.parse(await (await import('node:fs/promises')).readFile(await download.path(), 'utf8'));
    assert.equal(receipt.suggested, '2-3,5-7', 'the owner keeps all of them');
    assert.deepEqual(own.errors, []);
  } finally {
    await own.close();
  }
});

for (const language of ['en', 'fr']) {
  test(`the suggestions in ${language}`, async () => {
    const own = await open({ language, context: ON });
    try {
      const { page } = own;
      await choose(page, chat());
      await begin(page);
      await page.click('#sift-suggest summary');
      await page.waitForSelector('#sift-suggest-list li');
      assert.equal(/\[sift-|undefined/.test(await page.innerText('main')), false);
      await look(page, `2-suggesties-${language}`, assert);
    } finally {
      await own.close();
    }
  });
}
