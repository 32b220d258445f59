// Every step in English and French: no text without words, nothing that axe objects to.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conversation } from './make.mjs';
import { becomes, begin, box, choose, count, look, open } from './people.mjs';

for (const language of ['en', 'fr']) {
  test(`the whole way in ${language}`, async () => {
    const own = await open({ language });
    try {
      const { page } = own;
      const complete = async (name) => {
        assert.equal(/\[sift-|undefined|\{\s*\$/.test(await page.locator('main').innerText()), false, name);
        await look(page, `${name}-${language}`, assert);
      };
      await complete('1-kiezen');
      await choose(page, conversation());
      await complete('1-bestand');
      await begin(page);
      await box(page, 2).click();
      await box(page, 5).click({ modifiers: ['Shift'] });
      await becomes(() => count(page), 4);
      await complete('2-selecteren');
      await page.click('.basket [data-go=redact]');
      await page.waitForSelector('#sift-redact-transcript .msg');
      await complete('3-weglakken');
      await page.click('#sift-step-redact [data-go=details]');
      await page.selectOption('#sift-not-kept', 'private');
      await complete('4-gegevens');
      await page.click('#sift-step-details [data-go=send]');
      await page.waitForSelector('#sift-send-ready:not([hidden])');
      await complete('5-indienen');
      await page.click('#sift-send');
      await page.waitForSelector('#sift-step-done:not([hidden])');
      await complete('6-ingediend');
      assert.deepEqual(own.errors, []);
    } finally {
      await own.close();
    }
  });
}
