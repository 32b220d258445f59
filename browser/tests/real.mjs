// The real server over the example archive: that at ZEGEL_URL, or target/debug/zegel on an empty folder.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const program = join(dirname(fileURLToPath(import.meta.url)), '../../target/debug/zegel');
const given = process.env.ZEGEL_URL;

/** Why the real server cannot be tested here, or false. */
export const skip = given === undefined && !existsSync(program) ? 'target/debug/zegel was not built' : false;

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

/** A browser at the example; `as` signs somebody on and goes to a page. */
export async function example() {
  const server = given === undefined ? await start() : undefined;
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
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
  return {
    page, context, origin, errors,
    as: async (short, path = '/') => {
      await context.clearCookies();
      await page.goto(`${origin}/aanmelden?terug=${encodeURIComponent(path)}`);
      await page.click(`form[action="/aanmelden/voorbeeld"]:has([value=${short}]) button`);
      await page.waitForURL((url) => url.pathname === path);
    },
    close: async () => { await browser.close(); server?.child.kill(); },
  };
}
