// A browser at the example archive: that of the server at ZEGEL_URL, or one that is loaded here by its button.
import { launch, skip as notBuilt, start } from './municipality.mjs';

const given = process.env.ZEGEL_URL;

/** Why the real server cannot be tested here, or false. */
export const skip = given === undefined && notBuilt;

/** A browser at the example; `as` signs somebody on and goes to a page. */
export async function example() {
  const server = given === undefined ? await start() : undefined;
  const browser = await launch();
  const context = await browser.newContext({ viewport: { width: 1280, height: 1000 }, locale: 'nl-NL', timezoneId: 'Europe/Amsterdam' });
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => { if (/Content Security Policy|TrustedScript/.test(message.text())) errors.push(message.text()); });
  const origin = given ?? server.origin;
  if (server !== undefined) {
    await page.goto(`${origin}/eerste-keer#${server.code}`);
    await page.waitForFunction(() => document.querySelector('#secret-a').value !== '');
    await page.click('form[action="/eerste-keer/voorbeeld"] button', { timeout: 240_000, noWaitAfter: true });
    await page.waitForURL((url) => !url.pathname.startsWith('/eerste-keer'), { timeout: 240_000 });
  }
  return {
    page, context, origin, errors,
    as: async (short, path = '/') => {
      await context.clearCookies();
      await page.goto(`${origin}/aanmelden?terug=${encodeURIComponent(path)}`);
      await page.click(`form[action="/aanmelden/voorbeeld"]:has([value=${short}]) button`);
      await page.waitForURL((url) => url.pathname === path);
    },
    close: async () => { await browser.close(); await server?.stop(); },
  };
}
