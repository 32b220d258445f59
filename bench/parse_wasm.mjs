// Reads and parses one export several times with the module that a page uses, and prints the processor time of
// each round. Reading the file and copying it into the module count; making the module does not. The first round
// is not printed.
// Usage: node parse_wasm.mjs MODULE FILE ROUNDS zegel_report|zegel_inspect

import { randomFillSync } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [module, file, rounds, operation] = process.argv.slice(2);
/** The two functions that the module asks of its page: random bytes, and whether to stop (0: go on). */
const page = {
  random: (address, length) => {
    randomFillSync(new Uint8Array(zegel.memory.buffer, address >>> 0, length >>> 0));
  },
  progress: () => 0,
};
const { instance } = await WebAssembly.instantiate(readFileSync(module), { page });
const zegel = instance.exports;

/** Copies bytes into the module and returns their address, or 0 for none. */
function lend(bytes) {
  const address = zegel.zegel_alloc(bytes.length) >>> 0;
  if (address === 0) throw new Error('the module has no room');
  new Uint8Array(zegel.memory.buffer, address, bytes.length).set(bytes);
  return address;
}

/** Returns a copy of the output of an answer. */
function take(answer) {
  const [outputLength, errorLength] = new Uint32Array(zegel.memory.buffer.slice(answer, answer + 8));
  const bytes = new Uint8Array(zegel.memory.buffer, answer + 8, outputLength + errorLength);
  if (errorLength > 0) throw new Error(new TextDecoder().decode(bytes.subarray(outputLength)));
  return bytes.slice(0, outputLength);
}

const options = new TextEncoder().encode(JSON.stringify({ today: '2026-11-21' }));
const cpuSeconds = [];
let messages = 0;
for (let round = 0; round <= Number(rounds); round += 1) {
  const before = process.cpuUsage();
  const input = lend(readFileSync(file));
  const said = lend(options);
  const answer = zegel[operation](input, said) >>> 0;
  const output = take(answer);
  for (const address of [input, said, answer]) zegel.zegel_free(address);
  const { user, system } = process.cpuUsage(before);
  if (round > 0) cpuSeconds.push((user + system) / 1e6);
  // The summary is the last line.
  const lines = new TextDecoder().decode(output).trimEnd().split('\n');
  messages = JSON.parse(lines[lines.length - 1]).messages;
}
console.log(JSON.stringify({ cpu_seconds: cpuSeconds, messages }));
