// A person before the pages of an archive: asks a page as a browser does, and signs on for the first time with a code.
import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';

/** Makes what asks pages at this address; `close` ends its connections. */
export function personAt(url, maxSockets) {
  const agent = new Agent({ keepAlive: true, maxSockets });
  const { host, origin, port } = new URL(url);

  /** Asks one page; a redirect is not followed. */
  function ask(path, { cookie = '', form } = {}) {
    return new Promise((resolve, reject) => {
      const headers = { cookie, host, origin, 'sec-fetch-site': 'same-origin', accept: 'text/html' };
      const body = form === undefined ? undefined : new URLSearchParams(form).toString();
      if (body !== undefined) headers['content-type'] = 'application/x-www-form-urlencoded';
      const asked = request(`http://127.0.0.1:${port}${path}`, { agent, headers, method: body === undefined ? 'GET' : 'POST' }, (answer) => {
        const parts = [];
        answer.on('data', (part) => parts.push(part));
        answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, text: Buffer.concat(parts).toString() }));
      });
      asked.on('error', reject);
      asked.end(body);
    });
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

  return { ask, signOn, close: () => agent.destroy() };
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

/** The value below which this part of the values lies. */
export const percentile = (values, part) => values.sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))];
