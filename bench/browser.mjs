// The sifting page with 50,000 messages in Chromium, and the npm peer in the same Chromium. Each round begins with a new browser.
// Prints one JSON object: a list of figures of each round, by name; times are milliseconds of the clock.
//
// node browser.mjs ROUNDS FOLDER-WITH-node_modules
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ARGS, N, firstMessage, range, scroll, writeExport } from '../browser/tests/measure.mjs';
import { choose, open } from '../browser/tests/people.mjs';

const [rounds, peers] = process.argv.slice(2);
const browserFolder = join(dirname(fileURLToPath(import.meta.url)), '../browser');
const { buildSync } = createRequire(join(browserFolder, 'package.json'))('esbuild');
const peer = buildSync({
  stdin: { contents: "export { parseString } from 'whatsapp-chat-parser'", resolveDir: resolve(peers) },
  bundle: true, write: false, format: 'iife', globalName: 'peer', target: 'es2022',
}).outputFiles[0].text;
const path = writeExport();
const bytes = readFileSync(path);
const figures = { first: [], tasks: [], range: [], over: [], tab: [], ours: [], peer: [] };

/** Notes how long each question to a worker takes, from outside the page's own script. */
const timeWorkers = () => {
  window.asked = [];
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function postMessage(message, ...rest) {
    const start = performance.now();
    const hear = ({ data }) => {
      if (data.id !== message.id || data.progress !== undefined) return;
      window.asked.push({ what: message.do, ms: performance.now() - start });
      this.removeEventListener('message', hear);
    };
    this.addEventListener('message', hear);
    return post.call(this, message, ...rest);
  };
};

/** Memory of the page's process in megabytes: what is its own, and its part of what it shares. */
async function tabMegabytes(context) {
  const session = await context.browser().newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const sizes = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => {
    const kib = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, 'utf8'))?.[1];
    return Number(kib) / 1000 * 1.024;
  });
  return Math.max(...sizes);
}

/** The worker reads the file a second time: from the file to everything that the page needs of it. */
async function oursAgain(page) {
  await page.evaluate(() => { window.asked.length = 0; });
  await choose(page, bytes, 'WhatsApp-chat met Groot.txt');
  // The choice of before is kept on the device, and is gone on with.
  await page.click('#sift-resume');
  await page.waitForFunction(() => window.asked.some(({ what }) => what === 'columns'));
  const asked = await page.evaluate(() => window.asked);
  const steps = ['open', 'read', 'columns'].map((what) => asked.find((one) => one.what === what)?.ms);
  if (steps.includes(undefined)) throw new Error(`the worker was asked ${asked.map((one) => one.what)}`);
  return steps.reduce((sum, ms) => sum + ms, 0);
}

/** The peer reads the file a second time: from the file to its messages. */
async function peerAgain(context) {
  const page = await context.newPage();
  await page.setContent('<input type="file">');
  await page.addScriptTag({ content: peer });
  await page.setInputFiles('input', path);
  const { ms, n } = await page.evaluate(async () => {
    const file = document.querySelector('input').files[0];
    let took = { ms: 0, n: 0 };
    for (let round = 0; round < 2; round += 1) {
      const start = performance.now();
      const { length } = globalThis.peer.parseString(await file.text(), { parseAttachments: true });
      took = { ms: performance.now() - start, n: length };
    }
    return took;
  });
  if (n !== N) throw new Error(`the peer read ${n} messages`);
  await page.close();
  return ms;
}

for (let round = 0; round < Number(rounds); round += 1) {
  const own = await open({ args: ARGS });
  try {
    const { page, context } = own;
    await context.addInitScript(timeWorkers);
    await page.reload();
    await page.waitForSelector('body[data-ready]');
    const { read, shown, tasks } = await firstMessage(page, path);
    figures.first.push(read + shown);
    figures.tasks.push(tasks.reduce((sum, ms) => sum + ms, 0));
    figures.range.push(await range(page));
    figures.over.push((await scroll(page)).nOver);
    figures.tab.push(await tabMegabytes(context));
    figures.ours.push(await oursAgain(page));
    figures.peer.push(await peerAgain(context));
  } finally {
    await own.close();
  }
}
console.log(JSON.stringify(figures));
