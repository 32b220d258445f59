// The pages of the breach desk, one after another: what each costs the server, as the kernel counts it for its process (in ticks of
// ten milliseconds). Prints one JSON object.
//
// node register.mjs URL PID ROUNDS < code.json     (["name","code"])
import { readFileSync } from 'node:fs';
import { percentile, personAt } from './person.mjs';

const [url, pid, rounds] = process.argv.slice(2);
const person = personAt(url, 1);
const cookie = await person.signOn(JSON.parse(readFileSync(0, 'utf8')));

/** Milliseconds of processor time that the server used so far: user and system (proc(5), fields 14 and 15). */
function spent() {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

const year = new Date().getFullYear();
const pages = {
  desk: '/datalekken',
  'desk, one year': `/datalekken?jaar=${year}`,
  'desk, rare stage': '/datalekken?stand=closed',
  'desk, further': '/datalekken?voor=5000',
  register: '/datalekken/register',
  'register, further': '/datalekken/register?voor=5000',
  tasks: '/datalekken/maatregelen',
};
const found = {};
for (const [name, path] of Object.entries(pages)) {
  await person.ask(path, { cookie });
  const [cpu, wall] = [[], []];
  let nWrong = 0;
  for (let n = 0; n < Number(rounds); n += 1) {
    const [before, start] = [spent(), performance.now()];
    const answer = await person.ask(path, { cookie });
    cpu.push(spent() - before);
    wall.push(performance.now() - start);
    if (answer.status !== 200) nWrong += 1;
  }
  found[name] = { cpu_p50: percentile(cpu, 0.5), cpu_p99: percentile(cpu, 0.99), wall_p50: percentile(wall, 0.5), wall_p99: percentile(wall, 0.99), n_wrong: nWrong };
}
console.log(JSON.stringify(found));
person.close();
