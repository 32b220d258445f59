// Compares the answers of the WebAssembly module with the native ones, byte for byte.
//
//   node fidelity.mjs MODULE.wasm FOLDER
//
// FOLDER holds, for each case N: N.in (the export), N.options (JSON) and N.out (the native answer, lengths included).
// Every difference is printed by its place; the exit code is 1 when there is one, or when there are no cases.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const [modulePath, folder] = process.argv.slice(2);
const { instance } = await WebAssembly.instantiate(readFileSync(modulePath), {});
const zegel = instance.exports;

function put(bytes) {
  const address = zegel.zegel_alloc(bytes.length) >>> 0;
  if (address === 0) throw new Error(`no buffer of ${bytes.length} bytes`);
  new Uint8Array(zegel.memory.buffer, address, bytes.length).set(bytes);
  return address;
}

function call(operation, input, options) {
  const [a, b] = [put(input), put(options)];
  const answer = operation(a, b) >>> 0;
  const [nOutput, nError] = new Uint32Array(zegel.memory.buffer.slice(answer, answer + 8));
  const bytes = Buffer.from(zegel.memory.buffer.slice(answer, answer + 8 + nOutput + nError));
  for (const address of [a, b, answer]) zegel.zegel_free(address);
  return bytes;
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
}
const imports = WebAssembly.Module.imports(await WebAssembly.compile(readFileSync(modulePath)));
if (imports.length !== 0) {
  console.error(`the module imports ${imports.length} things from outside`);
  nDifferent += 1;
}
console.log(`${cases.length} cases, ${nDifferent} different`);
process.exit(cases.length === 0 || nDifferent !== 0 ? 1 : 0);
