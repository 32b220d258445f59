// Seals bytes to a passphrase with what every browser has: PBKDF2-HMAC-SHA-256 (RFC 8018) and AES-256-GCM. The form is in
// docs/formats/draft.md; docs/decisions/0016 says why it is not the age format.

const MAGIC = new TextEncoder().encode('zegel-draft-1\n');
const ITERATIONS = 2_000_000;
const SALT_BYTES = 16;
const IV_BYTES = 12;

type Bytes = Uint8Array<ArrayBuffer>;

/** The passphrase is not the one, or the bytes are not whole. */
export class WrongKey extends Error {}

async function keyOf(passphrase: string, salt: Bytes): Promise<CryptoKey> {
  // The same characters in another normal form are the same passphrase: keyboards differ.
  const typed = new TextEncoder().encode(passphrase.normalize('NFKC'));
  const base = await crypto.subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveKey']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ITERATIONS };
  return crypto.subtle.deriveKey(how, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

export async function seal(passphrase: string, plain: string): Promise<Bytes> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const key = await keyOf(passphrase, salt);
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: MAGIC }, key, new TextEncoder().encode(plain));
  return new Uint8Array(await new Blob([MAGIC, salt, iv, sealed]).arrayBuffer());
}

export async function unseal(passphrase: string, bytes: Bytes): Promise<string> {
  const start = MAGIC.length;
  if (!MAGIC.every((byte, at) => bytes[at] === byte)) throw new WrongKey();
  const salt = bytes.slice(start, start + SALT_BYTES);
  const iv = bytes.slice(start + SALT_BYTES, start + SALT_BYTES + IV_BYTES);
  const key = await keyOf(passphrase, salt);
  const sealed = bytes.slice(start + SALT_BYTES + IV_BYTES);
  const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: MAGIC }, key, sealed).catch(() => undefined);
  if (plain === undefined) throw new WrongKey();
  return new TextDecoder().decode(plain);
}
