// Fifty people click through an archive at once: each signs on for the first time with a code, then asks pages one
// after another without a pause. Prints one JSON object: milliseconds per page, and how many answers were wrong.
//
// node pages.mjs URL RECORD SECONDS < codes.json     ([["name","code"],…])
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';

const [url, record, seconds] = process.argv.slice(2);
const people = JSON.parse(readFileSync(0, 'utf8'));
const agent = new Agent({ keepAlive: true, maxSockets: people.length });
const origin = new URL(url).origin;

/** Asks one page; a redirect is followed as a browser would. */
function ask(path, { cookie = '', form } = {}) {
  return new Promise((resolve, reject) => {
    const headers = { cookie, host: new URL(url).host, origin, 'sec-fetch-site': 'same-origin', accept: 'text/html' };
    const body = form === undefined ? undefined : new URLSearchParams(form).toString();
    if (body !== undefined) headers['content-type'] = 'application/x-www-form-urlencoded';
    const asked = request(`http://127.0.0.1:${new URL(url).port}${path}`, { agent, headers, method: body === undefined ? 'GET' : 'POST' }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, text: Buffer.concat(parts).toString() }));
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

/** The code of this half minute (RFC 6238) for a secret in Base32. */
function totp(secret) {
  const bits = [...secret.replaceAll(/[\s=]/g, '')].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac('sha1', key).update(step).digest();
  const at = mac[19] & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

async function signOn([name, code]) {
  const form = await ask('/toegang', { form: { name, code } });
  const ticket = /name="ticket" value="([^"]+)"/.exec(form.text)?.[1];
  const secret = /<code class="secret">([^<]+)</.exec(form.text)?.[1];
  if (ticket === undefined || secret === undefined) throw new Error(`${name} could not begin: ${form.status}`);
  const passphrase = `een lange wachtzin voor ${name}`;
  const done = await ask('/toegang/wachtzin', { form: { ticket, username: name, passphrase, again: passphrase, code: totp(secret) } });
  const cookie = done.headers['set-cookie']?.[0]?.split(';')[0];
  if (cookie === undefined) throw new Error(`${name} could not sign on: ${done.status}`);
  return cookie;
}

const words = ['begroting', 'vergunning', 'plein', 'besluit', 'nota', 'college', 'brief', 'planning', 'raad', 'overleg'];
const times = {};
let nWrong = 0;

async function timed(name, path, options) {
  const start = performance.now();
  let answer = await ask(path, options);
  if (answer.status === 303) answer = await ask(answer.headers.location, { cookie: options.cookie });
  (times[name] ??= []).push(performance.now() - start);
  if (answer.status !== 200) nWrong += 1;
}

/** One person's round, begun at another page than the neighbour's. */
async function click(cookie, number, until) {
  const places = [1, 250_000, 500_000, 999_000];
  const round = [
    () => timed('home', '/', { cookie }),
    (n) => timed('search', '/zoeken', { cookie, form: { words: words[(number + n) % words.length], sender: '', dossier: '', from: '', to: '' } }),
    (n) => timed('record', `/archiefstukken/${record}?vanaf=${places[(number + n) % places.length]}`, { cookie }),
    () => timed('dossiers', '/dossiers', { cookie }),
    () => timed('submissions', '/indieningen', { cookie }),
    () => timed('history', `/archiefstukken/${record}/geschiedenis`, { cookie }),
  ];
  for (let n = number; performance.now() < until; n += 1) await round[n % round.length](n);
}

const cookies = [];
for (const person of people) cookies.push(await signOn(person));
for (const cookie of cookies.slice(0, 2)) await click(cookie, 0, performance.now() + 1000);
for (const name of Object.keys(times)) delete times[name];
nWrong = 0;
const until = performance.now() + Number(seconds) * 1000;
await Promise.all(cookies.map((cookie, number) => click(cookie, number, until)));

const percentile = (values, part) => values.sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))];
const pages = Object.fromEntries(Object.entries(times).map(([name, values]) => [name, { n: values.length, p50: percentile(values, 0.5), p99: percentile(values, 0.99) }]));
const all = Object.values(times).flat();
console.log(JSON.stringify({ n: all.length, n_wrong: nWrong, p50: percentile(all, 0.5), p99: percentile(all, 0.99), pages }));
agent.destroy();
