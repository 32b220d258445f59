// A breach from report to decision, by three people: by keyboard only, and the same way without any script.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { become, launch, municipality, sessionOf, skip } from './municipality.mjs';

let server;
let browser;
const cookies = {};
const opts = { skip, timeout: 300_000 };

before(async () => {
  if (skip) return;
  server = await municipality();
  for (const person of ['anna', 'fatima', 'carla']) cookies[person] = await sessionOf(server.origin, person);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Presses Tab until this has the focus; a keyboard user must be able to get there. */
async function tabTo(page, selector) {
  for (let n = 0; n < 120; n += 1) {
    if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`no way to ${selector} with Tab`);
}

async function type(page, selector, text) {
  await tabTo(page, selector);
  await page.keyboard.type(text);
}

/** Follows the link or presses the button that has the focus, and waits for the next page. */
async function enter(page) {
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}

const today = () => new Date().toLocaleDateString('en-CA', { timeZone: 'Europe/Amsterdam' });

for (const hasScript of [true, false]) {
  test(`reported by anna, handled by fatima, approved by carla, by keyboard ${hasScript ? 'with' : 'without'} script`, opts, async () => {
    const context = await browser.newContext({ javaScriptEnabled: hasScript, viewport: { width: 1280, height: 900 }, locale: 'nl-NL', timezoneId: 'Europe/Amsterdam' });
    const page = await context.newPage();
    const title = hasScript ? 'Mail naar de verkeerde' : 'Brief naar de verkeerde';
    await become(context, server.origin, cookies.anna);
    await page.goto(`${server.origin}/`);
    // A page without script cannot tell where the focus is, so there the link is followed as a reader would.
    const go = async (selector) => { if (hasScript) { await tabTo(page, selector); await enter(page); } else await Promise.all([page.waitForNavigation(), page.press(selector, 'Enter')]); };
    const fill = async (selector, text) => { if (hasScript) await type(page, selector, text); else await page.fill(selector, text); };
    await go('.foot a[href="/datalekken/melden"]');
    await fill('#wat', 'Een mail met een lijst ging naar de verkeerde bewoner.');
    await page.fill('#gemerkt-dag', today());
    await page.fill('#gemerkt-tijd', '00:00');
    await fill('#titel', title);
    assert.equal(await page.isVisible('#verwerker'), !hasScript, 'the script hides what does not matter');
    await go('main form [type=submit]');
    const number = /DL-\d{4}-\d+/.exec(await page.textContent('main'))[0];

    await become(context, server.origin, cookies.fatima);
    await page.goto(`${server.origin}/datalekken`);
    await Promise.all([page.waitForNavigation(), page.getByRole('link', { name: title }).first().press('Enter')]);
    const breach = new URL(page.url()).pathname;
    assert.match(await page.textContent('main'), new RegExp(number));
    await go('form[action$="/oppakken"] [type=submit]');
    await go('.clock a');
    await page.fill('#wanneer-dag', today());
    await page.fill('#wanneer-tijd', '00:01');
    await fill('#redenering', 'De bewoner belde dat hij de lijst kon lezen.');
    await go('main form [type=submit]');
    await page.goto(`${server.origin}${breach}`);
    assert.equal(await page.locator('[role=timer]').count(), 1);
    assert.match(await page.textContent('.topnav [aria-current]'), /[12]/, 'the menu counts running clocks');
    await page.goto(`${server.origin}${breach}/omvang`);
    await page.check('[name=gelekt][value=alles]');
    assert.equal(await page.isVisible('#lek-dossier'), !hasScript, 'the script hides what does not matter');
    await go('form[action*="/omvang"] [type=submit]');
    assert.match(await page.textContent('main'), /Kon gelezen worden/);
    await page.check('[name=people-number][value=could]');
    await go('form[action*="/overnemen"] [type=submit]');
    await page.goto(`${server.origin}${breach}/melding`);
    assert.match(await page.textContent('main'), /Zegel dient niets in/);
    assert.equal(await page.locator('.is-counted').count() > 0, true, 'the form says what was counted');
    await page.goto(`${server.origin}${breach}/beoordelen`);
    await page.check('[name=toezichthouder-keuze][value=niet-melden]');
    await fill('#toezichthouder-reden', 'De bewoner heeft de lijst meteen gewist.');
    await page.fill('#toezichthouder-opnieuw', '2030-01-31');
    await go('form[action*="/besluit/toezichthouder"] [type=submit]');
    assert.match(await page.textContent('main'), /Het wacht op iemand anders/);

    await become(context, server.origin, cookies.carla);
    await page.goto(`${server.origin}/datalekken`);
    assert.match(await page.textContent('main'), /Wacht op een tweede persoon/);
    await page.goto(`${server.origin}${breach}/beoordelen`);
    await go('form[action$="/goedkeuren"] [type=submit]');
    assert.match(await page.textContent('main'), /U gaf akkoord/);
    await page.goto(`${server.origin}${breach}`);
    assert.match(await page.textContent('.clock'), /Niet melden/);
    await context.close();
  });
}
