// Builds everything that a browser gets into dist/: style, scripts, WebAssembly and fonts. No hashes in names.
//
//   node build.mjs            all of it
//   node build.mjs --no-wasm  style and scripts only; takes the module that is there
//
// It stops when a page would need more than its share: 60 kB of script and style, 700 kB with the module, all of it
// compressed here once and for good (*.br): every browser in which these pages work takes Brotli.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..');
const dist = join(here, 'dist');
const MAX_PAGE_BYTES = 60_000;
const MAX_ALL_BYTES = 700_000;

const run = (program, args, options = {}) => execFileSync(program, args, { stdio: 'inherit', cwd: here, ...options });

// npm writes down what it installed: older than the lock file means that the packages changed since.
const installed = join(here, 'node_modules/.package-lock.json');
const changedAt = (file) => (existsSync(file) ? statSync(file).mtimeMs : 0);
if (changedAt(installed) < changedAt(join(here, 'package-lock.json'))) run('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts']);
// The packages may have been put there a moment ago, so they are not imported at the top.
const esbuild = createRequire(import.meta.url)('esbuild');

mkdirSync(dist, { recursive: true });
await style();
await scripts();
for (const name of ['app.css', 'app.js', 'sift.js', 'worker.js']) pack(name);
if (!process.argv.includes('--no-wasm')) wasm();
weigh();

/** Compresses a file once and for good, better than there is time for while it is asked. */
function pack(name) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 };
  writeFileSync(join(dist, `${name}.br`), brotliCompressSync(readFileSync(join(dist, name)), { params }));
}

async function style() {
  for (const name of readdirSync(dist)) if (name.endsWith('.woff2')) rmSync(join(dist, name));
  await esbuild.build({
    entryPoints: [join(here, 'css/app.css')],
    outdir: dist,
    bundle: true,
    minify: true,
    target: ['chrome111', 'firefox115', 'safari16.4'],
    loader: { '.woff2': 'file' },
    assetNames: '[name]',
    legalComments: 'none',
    logLevel: 'warning',
  });
  const file = join(dist, 'app.css');
  writeFileSync(file, withoutUnusedTokens(readFileSync(file, 'utf8')));
}

/** Drops custom properties that nothing uses: the design system brings thousands. */
function withoutUnusedTokens(css) {
  const declaration = /(--[\w-]+)\s*:((?:"[^"]*"|'[^']*'|\([^()]*(?:\([^()]*(?:\([^()]*\)[^()]*)*\)[^()]*)*\)|[^;{}"'()])*)(;|(?=\}))/g;
  const uses = (text) => [...text.matchAll(/var\(\s*(--[\w-]+)/g)].map((hit) => hit[1]);
  const definitions = new Map();
  const rest = css.replace(declaration, (_all, name, value) => {
    if (!definitions.has(name)) definitions.set(name, new Set());
    for (const use of uses(value)) definitions.get(name).add(use);
    return '';
  });
  const used = new Set();
  const queue = uses(rest);
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (used.has(name)) continue;
    used.add(name);
    queue.push(...(definitions.get(name) ?? []));
  }
  return css.replace(declaration, (all, name) => (used.has(name) ? all : ''));
}

async function scripts() {
  const shared = { bundle: true, minify: true, target: 'es2022', format: 'iife', legalComments: 'none', logLevel: 'warning' };
  const entries = { app: 'src/app.ts', sift: 'src/sift/main.ts', worker: 'src/worker.ts' };
  for (const [name, entry] of Object.entries(entries)) {
    await esbuild.build({ ...shared, entryPoints: [join(here, entry)], outfile: join(dist, `${name}.js`) });
  }
}

function wasm() {
  // A folder of its own, so that it never waits for the lock of a build that started this one.
  const target = join(root, 'target/browser');
  const env = {
    ...process.env,
    CARGO_PROFILE_RELEASE_LTO: 'fat',
    CARGO_PROFILE_RELEASE_CODEGEN_UNITS: '1',
    CARGO_PROFILE_RELEASE_PANIC: 'abort',
  };
  // Flags of whoever builds are for their own machine; those of the module stand in .cargo/config.toml.
  for (const name of ['RUSTFLAGS', 'CARGO_ENCODED_RUSTFLAGS']) delete env[name];
  const triple = 'wasm32-unknown-unknown';
  // Small where speed does not matter: only what touches every byte of an export is built for speed.
  const slow = ['zegel-ledger', 'zegel-model', 'zegel-seal'];
  const fast = ['chacha20', 'chacha20poly1305', 'flate2', 'hmac', 'jiff', 'memchr', 'poly1305', 'serde_json', 'sha2', 'simdutf8', 'zlib-rs'];
  const level = (name, value) => ['--config', `profile.release.package."${name}".opt-level=${value}`];
  const levels = [...level('*', '"s"'), ...slow.flatMap((name) => level(name, '"s"')), ...fast.flatMap((name) => level(name, '3'))];
  const args = ['build', '--release', '--package', 'zegel-wasm', '--target', triple, '--target-dir', target, ...levels];
  run(process.env.CARGO ?? 'cargo', args, { cwd: root, env });
  copyFileSync(join(target, triple, 'release/zegel_wasm.wasm'), join(dist, 'zegel.wasm'));
  pack('zegel.wasm');
}

function weigh() {
  const size = (name) => statSync(join(dist, `${name}.br`)).size;
  const page = size('app.css') + size('app.js');
  const sift = page + size('sift.js') + size('worker.js');
  const module = join(dist, 'zegel.wasm.br');
  const all = sift + (existsSync(module) ? statSync(module).size : 0);
  console.log(`compressed: a page ${page} bytes, the sifting page ${sift}, with the module ${all}`);
  const limits = [[page, MAX_PAGE_BYTES], [sift, MAX_PAGE_BYTES], [all, MAX_ALL_BYTES]];
  const tooMuch = limits.filter(([n, max]) => n > max);
  for (const [n, max] of tooMuch) console.error(`too much: ${n} bytes, at most ${max}`);
  if (tooMuch.length > 0) process.exit(1);
}
