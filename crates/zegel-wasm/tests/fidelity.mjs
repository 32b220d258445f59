// Compares the answers of the WebAssembly module with the native ones, byte for byte.
//
//   node fidelity.mjs MODULE.wasm FOLDER
//
// FOLDER holds, for each case N: N.in (the export), N.options (JSON) and N.out (the native answer of zegel_inspect,
// lengths included); and N.steps, where there are any: a list of operations on the kept export with their options.
// The answer to each is written to N.K.got, for the native side to compare. Every difference is printed by its
// place; the exit code is 1 when there is one, or when there are no cases.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [modulePath, folder] = process.argv.slice(2);
const module = await WebAssembly.compile(readFileSync(modulePath));

/** A module of its own: its library of random numbers goes on where it was, so the same choice needs a new one. */
function start() {
  let drawn = 0;
  const page = {
    random(address, length) {
      const bytes = new Uint8Array(zegel.memory.buffer, address, length);
      for (let at = 0; at < length; at += 1) bytes[at] = (drawn++ * 167 + 13) & 0xff;
    },
    progress: () => 0,
  };
  return new WebAssembly.Instance(module, { page }).exports;
}
let zegel = start();

function put(bytes) {
  const address = zegel.zegel_alloc(bytes.length) >>> 0;
  if (address === 0) throw new Error(`no buffer of ${bytes.length} bytes`);
  new Uint8Array(zegel.memory.buffer, address, bytes.length).set(bytes);
  return address;
}

function call(operation, input, options) {
  const [a, b] = [put(input), put(options)];
  const bytes = taken(operation(a, b) >>> 0);
  for (const address of [a, b]) zegel.zegel_free(address);
  return bytes;
}

function taken(answer) {
  const [nOutput, nError] = new Uint32Array(zegel.memory.buffer.slice(answer, answer + 8));
  const bytes = Buffer.from(zegel.memory.buffer.slice(answer, answer + 8 + nOutput + nError));
  zegel.zegel_free(answer);
  return bytes;
}

/** Runs operations on a kept export, and returns their answers. */
function operate(input, steps) {
  zegel = start();
  const number = zegel.zegel_keep(put(input));
  const answers = steps.map(([operation, options]) => {
    if (operation === 'columns') return taken(zegel.zegel_columns(number) >>> 0);
    const address = put(Buffer.from(JSON.stringify(options)));
    const answer = taken(zegel[`zegel_${operation}`](number, address) >>> 0);
    zegel.zegel_free(address);
    return answer;
  });
  zegel.zegel_close(number);
  return answers;
}

const cases = readdirSync(folder).filter((name) => name.endsWith('.in')).map((name) => name.slice(0, -3));
let nDifferent = 0;
for (const name of cases) {
  const file = (ending) => readFileSync(join(folder, `${name}.${ending}`));
  const expected = file('out');
  const actual = call(zegel.zegel_inspect, file('in'), file('options'));
  if (Buffer.compare(expected, actual) !== 0) {
    const at = [...expected].findIndex((byte, place) => byte !== actual[place]);
    console.error(`case ${name}: ${expected.length} and ${actual.length} bytes, different from byte ${at}`);
    nDifferent += 1;
  }
  if (!existsSync(join(folder, `${name}.steps`))) continue;
  const steps = JSON.parse(file('steps'));
  const answers = operate(file('in'), steps);
  const again = operate(file('in'), steps);
  for (const [k, answer] of answers.entries()) {
    writeFileSync(join(folder, `${name}.${k}.got`), answer);
    if (Buffer.compare(answer, again[k]) === 0) continue;
    console.error(`case ${name}: ${steps[k][0]} gives other bytes for the same choice and the same random bytes`);
    nDifferent += 1;
  }
}
const imports = WebAssembly.Module.imports(module);
const names = imports.map(({ module, name, kind }) => `${kind} ${module}.${name}`).sort().join(', ');
if (names !== 'function page.progress, function page.random') {
  console.error(`the module imports other things than it says: ${names}`);
  nDifferent += 1;
}
console.log(`${cases.length} cases, ${nDifferent} different`);
process.exit(cases.length === 0 || nDifferent !== 0 ? 1 : 0);
