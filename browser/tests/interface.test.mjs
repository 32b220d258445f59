// The API as programs see it: its description under the NL API Design Rules, requests that nobody would think of (schemathesis), the
// command line with a token, and a server that says nothing of what passes through it.
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { after, before, test } from 'node:test';
import { municipality, post, program, root, sessionOf, skip } from './municipality.mjs';
import { becomes } from './people.mjs';

const run = promisify(execFile);
const opts = { skip, timeout: 300_000 };
const FORMAT = 'application/vnd.zegel.submission';
let server;

before(async () => {
  if (skip) return;
  // The most talkative level there is: what a log must not hold is looked for at the end.
  server = await municipality({ log: 'trace' });
});
after(async () => { await server?.stop(); });

/** One token per person: nobody has more than ten. */
const tokens = {};
async function token(person) {
  tokens[person] ??= await newToken(person);
  return tokens[person];
}
async function newToken(person) {
  const cookie = await sessionOf(server.origin, person);
  const page = await (await post(server.origin, '/mijn-toegang/programmas', { name: 'proef', days: '30' }, cookie)).text();
  return /id="het-token">([^<]+)</.exec(page)[1];
}

test('the description is clean under the NL API Design Rules', opts, async () => {
  const shared = process.env.ZEGEL_SHARED ?? join(root, '../shared');
  const official = join(shared, 'schemas/adr/ruleset.yaml');
  const rules = [join(root, 'browser/tests/api-rules.yaml'), ...(existsSync(official) ? [official] : [])];
  const folder = join(root, 'target/api');
  mkdirSync(folder, { recursive: true });
  const description = join(folder, 'openapi.json');
  writeFileSync(description, await (await fetch(`${server.origin}/openapi.json`)).text());
  const spectral = join(root, 'browser/node_modules/.bin/spectral');
  for (const ruleset of rules) {
    const { stdout } = await run(spectral, ['lint', '--fail-severity', 'warn', '-r', ruleset, description], { maxBuffer: 1 << 24 }).catch((error) => assert.fail(error.stdout));
    assert.match(stdout, /No results/);
  }
  // A ruleset that finds nothing anywhere would be no check.
  const broken = JSON.parse(readFileSync(description, 'utf8'));
  broken.paths['/Captures/'] = broken.paths['/captures'];
  writeFileSync(join(folder, 'broken.json'), JSON.stringify(broken));
  await assert.rejects(run(spectral, ['lint', '-r', rules[0], join(folder, 'broken.json')]));
});

test('requests that nobody would think of are answered', { ...opts, skip: skip || (process.env.ZEGEL_SCHEMATHESIS === undefined ? 'ZEGEL_SCHEMATHESIS is not set; make test sets it' : false) }, async () => {
  // A package cannot be made up; what comes in instead of one is tested in tests/web/api.rs.
  for (const [person, which] of [['carla', ['--exclude-path', '/submissions', '--exclude-path', '/people']], ['gerrit', ['--include-path', '/people', '--include-path', '/ledger-entries']]]) {
    const args = ['run', `${server.origin}/openapi.json`, '--url', `${server.origin}/api/v1`, '-H', `Authorization: Bearer ${await token(person)}`,
      '--checks', 'not_a_server_error', '--max-examples', '4', ...which, '--phases', 'examples,coverage,fuzzing', '--seed', '8420', '--no-color', '--request-timeout', '20'];
    await run(process.env.ZEGEL_SCHEMATHESIS, args, { cwd: join(root, 'target/api'), maxBuffer: 1 << 26 }).catch((error) => assert.fail(`${person}: ${String(error.stdout).slice(-4000)}${error.stderr}`));
  }
});

test('the command line does the main job on the server', opts, async () => {
  const folder = server.folder;
  const chat = join(folder, 'WhatsApp-chat met Kanarieclub.txt');
  writeFileSync(chat, ['12-03-2026 08:51 - Zangkanarie: Zwijgzaamheidskanarie besluit over het plein', '12-03-2026 08:52 - Anna: Geelsijsgeheim akkoord'].join('\n') + '\n');
  const key = readdirSync(folder).find((name) => name.endsWith('.key'));
  assert.ok(key, 'the example has its key beside it');
  const as = async (person, ...args) => (await run(program, ['--server', server.origin, ...args], { cwd: folder, env: { ...process.env, ZEGEL_TOKEN: await token(person) } })).stdout;
  const context = await (await fetch(`${server.origin}/api/v1/sift-context`, { headers: { authorization: `Bearer ${await token('anna')}` } })).json();
  // The package is made on the machine of its owner, without the server.
  writeFileSync(join(folder, 'keuze.json'), JSON.stringify({ format: 'zegel-selection', version: 1, regime: { kind: 'select-in', policy: context.policy, policy_date: context.policy_date }, rules: [{ keep: { positions: '1-2' } }], not_kept: 'private' }));
  const help = execFileSync(program, ['sift', '--help']).toString();
  assert.match(help, /--recipient|--to|--archive/);
  assert.match(await as('carla', 'dossier', 'add', 'W-2026-777', '--title', 'Op afstand geopend'), /Opened dossier W-2026-777/);
  assert.match(await as('carla', 'dossier', 'list'), /W-2026-777 {2}open {2}Op afstand geopend/);
  const list = await as('carla', 'captures');
  const capture = /^(\S+) {2}accepted/m.exec(list)[1];
  assert.match(await as('bram', 'register', capture, '--dossier', 'W-2026-777', '--title', 'Chat op afstand'), /is now registered/);
  await assert.rejects(as('bram', 'register', capture, '--dossier', 'W-2026-777', '--title', 'Nog eens'), (error) => error.code === 1 && /wrong-state/.test(error.stderr));
  const stored = await as('carla', 'store', capture);
  const record = /record (\S+):/.exec(stored)[1];
  assert.match(await as('carla', 'show', capture), /stored/);
  assert.match(await as('carla', 'search', '--dossier', 'W-2026-777', ''), /found, there are more|\d+ found/);
  const release = /release (\S+)/.exec(await as('bram', 'release', 'propose', '--record', record, '--purpose', 'Proef', '--recipient', 'Iemand'))[1];
  await assert.rejects(as('bram', 'release', 'approve', release, '--out', join(folder, 'nee.zip')), (error) => error.code === 1);
  assert.match(await as('elif', 'release', 'approve', release, '--out', join(folder, 'pakket.zip')), /a zip/);
  assert.equal(readFileSync(join(folder, 'pakket.zip')).subarray(0, 2).toString(), 'PK');
  const copy = /^(\S+) {2}open/m.exec(await as('carla', 'copies', 'list', '--capture', capture))[1];
  assert.match(await as('carla', 'copies', 'attest', copy, '--statement', 'Van de telefoon gehaald'), /has ended/);
  await assert.rejects(as('carla', 'verify'), (error) => error.code === 2, 'what needs the key stays where the archive is');
  await assert.rejects(run(program, ['--server', 'http://elders.example', 'captures'], { env: { ...process.env, ZEGEL_TOKEN: 'zegel_x' } }), (error) => error.code === 2, 'a token never travels in clear');
});

test('a server that says all it can says nothing of what passes through it', opts, async () => {
  const canary = 'Zwijgzaamheidskanarie';
  const cookie = await sessionOf(server.origin, 'carla');
  const secret = await token('carla');
  const bearer = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
  await post(server.origin, '/zoeken', { words: canary, sender: canary }, cookie);
  await post(server.origin, '/dossiers', { id: 'W-K', title: canary }, cookie);
  await post(server.origin, '/dossiers', { id: canary.repeat(9), title: canary }, cookie);
  await post(server.origin, '/aanmelden', { name: canary, passphrase: canary, code: canary });
  await post(server.origin, '/toegang', { name: canary, code: canary });
  await fetch(`${server.origin}/zoeken?q=${canary}`, { headers: { cookie } });
  await fetch(`${server.origin}/${canary}`, { headers: { cookie, 'user-agent': canary, referer: canary } });
  await fetch(`${server.origin}/api/v1/searches`, { method: 'POST', headers: bearer, body: JSON.stringify({ words: canary, [canary]: 1 }) });
  await fetch(`${server.origin}/api/v1/dossiers`, { method: 'POST', headers: bearer, body: `{"id": "${canary}` });
  await fetch(`${server.origin}/api/v1/submissions`, { method: 'POST', headers: { ...bearer, 'content-type': FORMAT }, body: canary });
  await fetch(`${server.origin}/api/v1/session`, { headers: { authorization: `Bearer zegel_${canary}` } });
  const record = /\/archiefstukken\/([0-9a-f-]{36})/.exec(await (await fetch(`${server.origin}/dossiers/W-2024-017`, { headers: { cookie } })).text())[1];
  const read = await (await fetch(`${server.origin}/archiefstukken/${record}`, { headers: { cookie } })).text();
  const words = [...read.matchAll(/<p class="read__text"[^>]*>([^<]{25,})</g)].map(([, text]) => text.trim());
  assert.ok(words.length > 20, 'a record was read');
  // It says one thing after the other: what it said of the last request comes after all that was asked before.
  await fetch(`${server.origin}/datalekken/melden`, { headers: { cookie } });
  await becomes(() => server.said.err, /"\/datalekken\/melden"/, 'it said the last of it');
  const { out, err } = server.said;
  assert.ok(err.split('\n').filter((line) => / request /.test(line) || line.includes('request')).length > 10, 'it said what it does');
  const session = cookie.split('=')[1];
  const code = server.code;
  for (const [what, text] of [['canary', canary], ['token', secret], ['session', session], ['title', 'Herinrichting Stationsplein'], ['name', 'Anna de Boer'], ...words.map((text) => ['message', text])]) {
    const line = (out + err).split('\n').find((one) => one.includes(text));
    assert.equal(line, undefined, `${what} in the log: ${line?.slice(0, 300)}`);
  }
  assert.equal(err.includes(code), false, 'the one-time code stands on the terminal and not in the log');
});
