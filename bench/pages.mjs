// Fifty people click through an archive at once: each signs on for the first time with a code, then asks pages one
// after another without a pause. Prints one JSON object: milliseconds per page, and how many answers were wrong.
//
// node pages.mjs URL RECORD SECONDS < codes.json     ([["name","code"],…])
import { readFileSync } from 'node:fs';
import { percentile, personAt } from './person.mjs';

const [url, record, seconds] = process.argv.slice(2);
const people = JSON.parse(readFileSync(0, 'utf8'));
const { ask, signOn, close } = personAt(url, people.length);

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

const pages = Object.fromEntries(Object.entries(times).map(([name, values]) => [name, { n: values.length, p50: percentile(values, 0.5), p99: percentile(values, 0.99) }]));
const all = Object.values(times).flat();
console.log(JSON.stringify({ n: all.length, n_wrong: nWrong, p50: percentile(all, 0.5), p99: percentile(all, 0.99), pages }));
close();
