// The notice to chat partners: found back in the export with small edits, kept when the owner wants it, and stated then.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { line, zip } from './make.mjs';
import { becomes, begin, box, choose, count, handIn, look, open } from './people.mjs';
import { drawn } from './quality.mjs';

const NOTICES = [{ language: 'nl', version: 3, text: 'Goedendag allemaal. Ik bewaar zakelijke berichten uit deze chat in het archief van [organisatie]. Privéberichten bewaar ik niet. Vragen? Stuur mij een bericht. [naam]' }];
const sent = 'Goedendag  allemaal! Ik bewaar zakelijke berichten uit deze chat in het archief van gemeente Waterveen. Privéberichten bewaar ik niet. Vragen? Stuur me een bericht. Sanne';
const chat = (withNotice) => zip({ 'WhatsApp-chat met Kernteam.txt': [
  line('2026-03-12T09:00', 'Joris Maas', 'Goedemorgen, de raming is er.'),
  line('2026-03-13T09:01', 'Sanne Verhoeven', withNotice ? sent : 'Dank!'),
  line('2026-03-14T09:02', 'Joris Maas', 'Akkoord, dan gaat het voorstel naar de raad.'),
].join('') });

for (const keeps of [true, false]) {
  test(`the notice is found, and ${keeps ? 'stated because it is kept' : 'not stated because it is not kept'}`, async () => {
    const own = await open({ context: { notices: NOTICES } });
    try {
      const { page } = own;
      await choose(page, chat(true));
      await begin(page);
      await page.waitForSelector('#sift-notice:not([hidden])');
      assert.match(await page.innerText('#sift-notice'), /staat in deze chat: 13 maart 2026, 09:01/);
      await drawn(page);
      assert.equal(await count(page), 0, 'nothing was chosen by it');
      if (keeps) {
        await look(page, '2-bericht', assert);
        await page.click('#sift-notice-keep');
        await becomes(() => page.getAttribute('#sift-notice-keep', 'aria-pressed'), 'true');
        await becomes(() => box(page, 2).isChecked(), true);
      }
      await box(page, 3).click();
      await handIn(page);
      const { notice } = JSON.parse((await own.opened())['manifest.json']);
      assert.deepEqual(notice, keeps ? { language: 'nl', version: 3, position: 2, at: '2026-03-13T09:01:00' } : undefined);
      assert.deepEqual(own.errors, []);
    } finally {
      await own.close();
    }
  });
}

test('where it is not found, the page says so and where the text is', async () => {
  const own = await open({ context: { notices: NOTICES } });
  try {
    const { page } = own;
    await choose(page, chat(false));
    await begin(page);
    await page.waitForSelector('#sift-notice:not([hidden])');
    assert.match(await page.innerText('#sift-notice'), /niet gevonden/);
    assert.equal(await page.isVisible('#sift-notice-keep'), false);
    assert.equal(await page.getAttribute('#sift-notice a', 'href'), '/bericht-aan-gesprekspartners');
  } finally {
    await own.close();
  }
});
