// Reads and parses one export several times with whatsapp-chat-parser and prints the processor time of each
// round, so that the start of Node is not counted. The first round warms the engine up and is not printed.
// Usage: node parse.mjs FILE ROUNDS FOLDER-WITH-node_modules

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const [file, rounds, peers] = process.argv.slice(2);
const { parseString } = createRequire(join(resolve(peers), 'package.json'))('whatsapp-chat-parser');

const cpuSeconds = [];
let messages = 0;
for (let round = 0; round <= Number(rounds); round += 1) {
  const before = process.cpuUsage();
  // Dates are left to the parser, as ours are; attachments are looked for, as ours are.
  messages = parseString(readFileSync(file, 'utf8'), { parseAttachments: true }).length;
  const { user, system } = process.cpuUsage(before);
  if (round > 0) cpuSeconds.push((user + system) / 1e6);
}
console.log(JSON.stringify({ cpu_seconds: cpuSeconds, messages }));
