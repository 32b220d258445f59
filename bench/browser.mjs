// The sifting page with 50,000 messages in Chromium, and the npm peer in the same Chromium. Each round begins with a new browser.
// Prints one JSON object: a list of figures of each round, by name; times are milliseconds of the clock.
//
// node browser.mjs ROUNDS FOLDER-WITH-node_modules
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ARGS, N, firstMessage, range, scroll, writeExport } from '../browser/tests/measure.mjs';
import { open } from '../browser/tests/people.mjs';

const [rounds, peers] = process.argv.slice(2);
const browserFolder = join(dirname(fileURLToPath(import.meta.url)), '../browser');
const { buildSync } = createRequire(join(browserFolder, 'package.json'))('esbuild');
const peer = buildSync({
  stdin: { contents: "export { parseString } from 'whatsapp-chat-parser'", resolveDir: resolve(peers) },
  bundle: true, write: false, format: 'iife', globalName: 'peer', target: 'es2022',
}).outputFiles[0].text;
const path = writeExport();
const figures = { first: [], tasks: [], range: [], over: [], tab: [], ours: [], peer: [] };

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

/** A page of ours in the same browser, with nothing on it but a place for the file; no policy holds it back. */
async function bare(browser, url) {
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  await page.goto(`${url}/niets`);
  await page.setContent('<input type="file">');
  await page.setInputFiles('input', path);
  return page;
}

/** The worker alone reads the file a second time: from the file to its messages, and the columns to choose by. */
async function oursAgain(browser, url) {
  const page = await bare(browser, url);
  const { ms, n } = await page.evaluate(async () => {
    const module = await WebAssembly.compileStreaming(fetch('/assets/zegel.wasm'));
    const worker = new Worker('/assets/worker.js');
    let next = 1;
    const ask = (question) => new Promise((resolve, reject) => {
      const id = next++;
      const hear = ({ data }) => {
        if (data.id !== id || data.progress !== undefined) return;
        worker.removeEventListener('message', hear);
        if (data.failure === undefined) resolve(data);
        else reject(new Error(data.failure.code));
      };
      worker.addEventListener('message', hear);
      worker.postMessage({ ...question, id });
    });
    await ask({ do: 'start', module });
    // Nobody finds a file sooner; the worker is at rest then.
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const file = document.querySelector('input').files[0];
    let took = { ms: 0, n: 0 };
    for (let round = 0; round < 2; round += 1) {
      const start = performance.now();
      await ask({ do: 'open', file });
      const options = { file_name: file.name, today: '2026-11-21' };
      const { json } = await ask({ do: 'read', options });
      await ask({ do: 'columns' });
      took = { ms: performance.now() - start, n: json.messages };
    }
    worker.terminate();
    return took;
  });
  if (n !== N) throw new Error(`the worker read ${n} messages`);
  await page.context().close();
  return ms;
}

/** The peer reads the file a second time: from the file to its messages. */
async function peerAgain(browser, url) {
  const page = await bare(browser, url);
  await page.addScriptTag({ content: peer });
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
  await page.context().close();
  return ms;
}

for (let round = 0; round < Number(rounds); round += 1) {
  const own = await open({ args: ARGS });
  try {
    const { page, context } = own;
    const { read, shown, tasks } = await firstMessage(page, path);
    figures.first.push(read + shown);
    figures.tasks.push(tasks.reduce((sum, ms) => sum + ms, 0));
    figures.range.push(await range(page));
    figures.over.push((await scroll(page)).nOver);
    figures.tab.push(await tabMegabytes(context));
    figures.ours.push(await oursAgain(context.browser(), own.server.url));
    figures.peer.push(await peerAgain(context.browser(), own.server.url));
  } finally {
    await own.close();
  }
}
console.log(JSON.stringify(figures));
