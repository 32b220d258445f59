// What the tests of the real server share: the example municipality, a session for each of its people, and a browser.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
export const program = process.env.ZEGEL_PROGRAM ?? join(root, 'target/debug/zegel');
/** Why the tests of the real server cannot run; `make test` builds the server before it comes here. */
export const skip = existsSync(program) ? false : 'target/debug/zegel was not built';

const FORM = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };

/** Starts the server on an empty folder; resolves with its address, its one-time code, and everything that it printed. */
export function start({ log = 'warn' } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'zegel-'));
  // A server far away from its body: pages tell the time of the body, whatever the clock of the machine says.
  const env = { ...process.env, ZEGEL_LOG: log, TZ: 'Pacific/Honolulu' };
  const child = spawn(program, ['serve', '--archive', join(folder, 'archive'), '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'pipe'], env });
  const said = { out: '', err: '' };
  const stop = () => new Promise((resolve) => {
    child.once('exit', () => { rmSync(folder, { recursive: true, force: true }); resolve(); });
    child.kill();
  });
  return new Promise((resolve, reject) => {
    child.stderr.on('data', (part) => { said.err += part; });
    child.stdout.on('data', (part) => {
      said.out += part;
      const link = /(http:\/\/[^/\s]+)\/eerste-keer#(\S+)/.exec(said.out);
      if (link !== null) resolve({ origin: link[1], code: link[2], folder, said, stop });
    });
    child.on('exit', () => reject(new Error(`the server stopped: ${said.out}${said.err}`)));
  });
}

/** Sends a form as a page of our own does, and does not follow the answer. */
export const post = (origin, path, fields, cookie) => fetch(`${origin}${path}`, {
  method: 'POST', redirect: 'manual', headers: { ...FORM, ...(cookie ? { cookie } : {}) }, body: new URLSearchParams(fields),
});

/** Starts a server and loads the example into it. */
export async function municipality(options) {
  const server = await start(options);
  const loaded = await post(server.origin, '/eerste-keer/voorbeeld', { secret: server.code });
  if (loaded.status !== 303) throw new Error(`the example was not loaded: ${loaded.status} ${await loaded.text()}`);
  await untilLoaded(server);
  return server;
}

/** Waits until a server that was told to load the example has it. */
export async function untilLoaded({ origin }) {
  for (let n = 0; (await fetch(`${origin}/aanmelden`, { redirect: 'manual' })).status !== 200; n += 1) {
    if (n > 2400) throw new Error('the example was not there after four minutes');
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
}

/** A browser with one page at a municipality of its own; `close` ends both. */
export async function seat() {
  const server = await municipality();
  const browser = await launch();
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'nl-NL', timezoneId: 'Europe/Amsterdam' });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  return { server, browser, context, page, close: async () => { await browser.close(); await server.stop(); } };
}

/** Signs on as one of the people of the example; returns the cookie. */
export async function sessionOf(origin, person) {
  const answer = await post(origin, '/aanmelden/voorbeeld', { person, back: '/' });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0];
  if (cookie === undefined) throw new Error(`${person} could not sign on: ${answer.status}`);
  return cookie;
}

/** Starts Debian's Chromium; `extra` are arguments for this test alone. */
export function launch(extra = []) {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', ...extra];
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args });
}

/** Makes this session that of the browser; `undefined` signs it off. */
export async function become(context, origin, cookie) {
  await context.clearCookies({ name: 'zegel_session' });
  if (cookie === undefined) return;
  const [name, value] = cookie.split('=');
  await context.addCookies([{ name, value, url: origin }]);
}
