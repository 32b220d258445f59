// Screenshots: put in order, typed over, blacked out, handed in; nothing of them leaves the device before that.
import assert from 'node:assert/strict';
import { inflateSync } from 'node:zlib';
import { after, before, test } from 'node:test';
import { png } from './make.mjs';
import { becomes, look, open, saved } from './people.mjs';

let own;
let requests;
const shots = [
  { name: 'Screenshot_KANARIENAAM_2.png', mimeType: 'image/png', buffer: png(180, 320, [230, 240, 235], 'KANARIEEXIF') },
  { name: 'Screenshot_1.png', mimeType: 'image/png', buffer: png(180, 320, [225, 230, 245], 'KANARIEEXIF') },
];
const list = (page) => page.locator('.shot');
const pixel = (bytes, x, y) => {
  const data = [];
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(bytes.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const width = bytes.readUInt32BE(16);
  const rows = inflateSync(Buffer.concat(data));
  const channels = bytes[25] === 6 ? 4 : 3;
  const line = (y) => {
    // Undo the filter of each row up to this one (PNG §9).
    let before = Buffer.alloc(width * channels);
    for (let n = 0; n <= y; n += 1) {
      const at = n * (width * channels + 1);
      const [filter, raw] = [rows[at], Buffer.from(rows.subarray(at + 1, at + 1 + width * channels))];
      for (let i = 0; i < raw.length; i += 1) {
        const [left, up, corner] = [i < channels ? 0 : raw[i - channels], before[i], i < channels ? 0 : before[i - channels]];
        const guess = left + up - corner;
        const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
        const paeth = a <= b && a <= c ? left : b <= c ? up : corner;
        raw[i] = (raw[i] + [0, left, up, (left + up) >> 1, paeth][filter]) & 0xff;
      }
      before = raw;
    }
    return before;
  };
  return [...line(y).subarray(x * channels, x * channels + 3)];
};

before(async () => {
  own = await open();
  requests = [];
  own.page.on('request', (request) => requests.push({ url: request.url(), method: request.method(), body: request.postDataBuffer() }));
});
after(async () => { await own?.close(); });

test('pictures are added, put in order by button and by key, and what is no picture is refused', async () => {
  const { page } = own;
  await page.click('#sift-take-shots');
  await page.waitForSelector('#sift-step-shots:not([hidden])');
  await look(page, '1-schermafdrukken-leeg', assert);
  await page.click('#sift-shots-form [type=submit]');
  await becomes(() => page.textContent('#sift-shots-problem'), /Voeg eerst een afbeelding toe/);
  await page.setInputFiles('#sift-shots-files', [{ name: 'nep.png', mimeType: 'image/png', buffer: Buffer.from('<svg onload="alert(1)"/>') }, ...shots]);
  await page.waitForFunction(() => document.querySelectorAll('.shot').length === 2);
  await becomes(() => page.textContent('#sift-shots-problem'), /nep\.png/);
  const texts = list(page).locator('textarea');
  await texts.nth(0).fill('tweede: Amira: akkoord KANARIETEKST');
  await texts.nth(1).fill('eerste: Joris: de raming is 412.000');
  await list(page).nth(1).getByRole('button', { name: /Omhoog/ }).click();
  await becomes(() => texts.nth(0).inputValue(), /^eerste/);
  await becomes(() => page.textContent('.shot__title'), /1 van 2/);
  await texts.nth(0).press('Alt+ArrowDown');
  await becomes(() => texts.nth(0).inputValue(), /^tweede/);
  await texts.nth(0).press('Alt+ArrowDown');
  await becomes(() => texts.nth(0).inputValue(), /^eerste/);
});

test('a region is blacked out in the picture itself, with a ground', async () => {
  const { page } = own;
  await list(page).nth(1).locator('.shot__image button').click();
  await page.waitForSelector('#sift-picture-canvas image');
  await page.click('#sift-picture-add');
  for (const [at, value] of ['0', '0', '180', '64'].entries()) {
    await page.fill(`.boxfields >> nth=0 >> input >> nth=${at}`, value);
    await page.press(`.boxfields >> nth=0 >> input >> nth=${at}`, 'Tab');
  }
  await page.click('#sift-picture-form [type=submit]');
  await page.waitForSelector('#sift-picture-error:not([hidden])');
  await page.selectOption('#sift-picture-ground', 'privacy');
  await look(page, '1-schermafdrukken-weglakken', assert);
  await page.click('#sift-picture-form [type=submit]');
  await page.waitForFunction(() => /1 vlak/.test(document.querySelectorAll('.shot__image button')[1].textContent));
});

test('what is missing is asked for, and what was typed survives a reload', async () => {
  const { page } = own;
  await page.fill('#sift-shots-title', 'Raming Stationsplein');
  await page.fill('#sift-shots-people', 'Joris Maas\nAmira Benali');
  await page.click('#sift-shots-form [type=submit]');
  await becomes(() => page.textContent('#sift-shots-problem'), /Kies welke app/);
  await page.selectOption('#sift-shots-app', 'signal');
  await page.click('#sift-shots-form [type=submit]');
  await becomes(() => page.textContent('#sift-shots-problem'), /datum en tijd in bij schermafdruk 1/);
  await list(page).nth(0).locator('[type=datetime-local]').fill('2026-03-12T08:51');
  await list(page).nth(1).locator('[type=datetime-local]').fill('2026-03-12T08:58');
  await look(page, '1-schermafdrukken', assert);
  await saved(page);
  await becomes(() => page.textContent('#sift-shots-saved'), /opgeslagen/);
  await page.reload();
  await page.waitForSelector('body[data-ready]');
  assert.equal(await page.isHidden('#sift-unfinished'), true);
  await page.click('#sift-take-shots');
  await page.waitForFunction(() => document.querySelector('#sift-shots-title').value === 'Raming Stationsplein');
  await page.setInputFiles('#sift-shots-files', [...shots].reverse());
  await page.waitForFunction(() => document.querySelectorAll('.shot textarea')[1]?.value.includes('KANARIETEKST'));
  await becomes(() => page.locator('.shot__image button').nth(1).textContent(), /1 vlak/);
});

test('handed in is the typed text with the pictures, blacked out and without metadata, and nothing was sent before', async () => {
  const { page, server } = own;
  await page.click('#sift-shots-form [type=submit]');
  await page.waitForSelector('#sift-send-ready:not([hidden])');
  assert.match(await page.textContent('#sift-send-sentence'), /2 schermafdrukken/);
  assert.match(await page.textContent('#sift-send-facts'), /Joris Maas, Amira Benali/);
  await look(page, '5-schermafdrukken', assert);
  const told = requests.filter(({ method, body, url }) => !url.startsWith('blob:') && (method !== 'GET' || body !== null || /KANARIE/.test(decodeURIComponent(url))));
  assert.deepEqual(told, []);
  await page.click('#sift-send');
  await page.waitForSelector('#sift-step-done:not([hidden])');
  assert.equal(server.state.bodies[0].includes('KANARIE'), false);
  const files = await own.opened();
  const manifest = JSON.parse(files['manifest.json']);
  assert.equal(`${manifest.route} ${manifest.platform} ${manifest.title}`, 'screenshot signal Raming Stationsplein');
  assert.deepEqual(manifest.participants.map(({ name, n_messages: n }) => [name, n]), [['Joris Maas', 0], ['Amira Benali', 0]]);
  const messages = files['messages.jsonl'].toString().trim().split('\n').map((line) => JSON.parse(line).message);
  assert.deepEqual(messages.map(({ at }) => at), ['2026-03-12T08:51:00', '2026-03-12T08:58:00']);
  assert.match(messages[1].text, /KANARIETEKST/);
  const [first, second] = [files['attachments/000001'], files['attachments/000002']];
  assert.deepEqual(pixel(first, 10, 10), [225, 230, 245]);
  assert.deepEqual(pixel(second, 10, 10), [0, 0, 0]);
  assert.deepEqual(pixel(second, 10, 100), [230, 240, 235]);
  for (const file of [first, second]) assert.equal(file.includes('KANARIEEXIF'), false);
  assert.equal(Buffer.concat(Object.values(files)).includes('KANARIENAAM'), false, 'the name of the file on the phone');
  assert.deepEqual(own.errors, []);
});
