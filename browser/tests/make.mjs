// Exports made for the tests: a text in WhatsApp's form, a zip around it, and a picture.
import { crc32 as zlibCrc, deflateSync } from 'node:zlib';

const table = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});
const crc32 = zlibCrc ?? ((bytes) => {
  let c = 0xffffffff;
  for (const byte of bytes) c = table[(c ^ byte) & 0xff] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
});

/** One message as WhatsApp on Android writes it. */
export function line(at, sender, text) {
  const pad = (n) => String(n).padStart(2, '0');
  const date = new Date(`${at}Z`);
  const stamp = `${pad(date.getUTCDate())}-${pad(date.getUTCMonth() + 1)}-${date.getUTCFullYear()} ${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}`;
  return `${stamp} - ${sender}: ${text}\n`;
}

/** A zip with files that are only stored. */
export function zip(files) {
  const parts = [];
  const directory = [];
  let at = 0;
  for (const [name, content] of Object.entries(files)) {
    const bytes = Buffer.from(content);
    const nameBytes = Buffer.from(name, 'utf8');
    const head = (central) => {
      const fields = Buffer.alloc(central ? 46 : 30);
      fields.writeUInt32LE(central ? 0x02014b50 : 0x04034b50, 0);
      const o = central ? 2 : 0;
      if (central) fields.writeUInt16LE(20, 4);
      fields.writeUInt16LE(20, 4 + o);
      fields.writeUInt16LE(0x0800, 6 + o);
      fields.writeUInt16LE(0x5b75, 12 + o);
      fields.writeUInt32LE(crc32(bytes), 14 + o);
      fields.writeUInt32LE(bytes.length, 18 + o);
      fields.writeUInt32LE(bytes.length, 22 + o);
      fields.writeUInt16LE(nameBytes.length, 26 + o);
      if (central) fields.writeUInt32LE(at, 42);
      return Buffer.concat([fields, nameBytes]);
    };
    directory.push(head(true));
    const local = Buffer.concat([head(false), bytes]);
    parts.push(local);
    at += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, central, end]);
}

/** A PNG in one colour, with a text in its metadata. */
export function png(width, height, [r, g, b], comment = '') {
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc32(body), body.length + 4);
    return out;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.from([0]), ...Array.from({ length: width }, () => Buffer.from([r, g, b]))]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', head), chunk('tEXt', Buffer.from(`Comment\0${comment}`)), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

/** The conversation of the tests: two days in March and one in April, with canaries in what is not chosen. */
export function conversation() {
  const day = '2026-03-12T';
  const lines = [
    '12-03-2026 08:45 - Berichten en oproepen worden end-to-end versleuteld. Niemand buiten deze chat kan ze lezen.\n',
    line(`${day}08:51`, 'Joris Maas', 'Goedemorgen allemaal. De aannemer stuurde gisteravond een nieuwe raming.'),
    line(`${day}08:52`, 'Joris Maas', 'IMG-20260312-WA0001.png (bestand bijgevoegd)'),
    line(`${day}08:55`, 'Sanne Verhoeven', 'Wat is het verschil met de vorige?'),
    line(`${day}08:57`, 'Joris Maas', '€ 412.000 hoger. Bel Karin Smit op 06 12 34 56 78.'),
    line(`${day}08:58`, 'Amira Benali', 'Dat valt buiten het mandaat. Karin Smit moet dit weten.'),
    line(`${day}09:02`, 'Sanne Verhoeven', 'Is dat echt zo?'),
    line(`${day}09:04`, 'Amira Benali', 'Ja. Alles boven € 250.000 gaat naar de raad.'),
    line(`${day}09:15`, 'Pieter Dekkers', 'KANARIEPIET mijn zoontje is ziek'),
    line(`${day}09:16`, 'Sanne Verhoeven', 'Beterschap KANARIEPIET!'),
    line(`${day}09:31`, '+31 6 12 34 56 78', 'Wij kunnen deze raming vasthouden tot 1 april.'),
    line('2026-03-13T08:12', 'Joris Maas', 'Het voorstel staat klaar.\nMet een tweede regel.'),
    line('2026-03-13T08:20', 'Sanne Verhoeven', 'Akkoord. Mag vandaag weg.'),
    line('2026-03-13T08:34', 'Pieter Dekkers', 'GEHEIMVINK wie neemt de taart mee?'),
    line('2026-04-02T10:00', 'Amira Benali', 'De raad heeft ingestemd met de raming.'),
  ];
  return zip({
    'WhatsApp-chat met Kernteam Stationsplein.txt': lines.join(''),
    'IMG-20260312-WA0001.png': png(320, 200, [200, 60, 60], 'KANARIEPIET in de foto'),
  });
}
