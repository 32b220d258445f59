// The owner's unfinished choice, kept on this device only. It is encrypted (AES-256-GCM) under a key that the browser
// holds and gives to no script, bound to the SHA-256 of the export and to the owner, and gone at its deadline, after
// "Indienen", or at a press of a button. The export itself is never kept.

import { sha256Hex } from '../hex';

const DATABASE = 'zegel-schiften';
const KEEP_DAYS = 14;
const DAY_MS = 86_400_000;

export interface Kept {
  /** Milliseconds since 1970. */
  savedAt: number;
  until: number;
  work: unknown;
}

interface Sealed {
  id: string;
  owner: string;
  until: number;
  iv: Uint8Array<ArrayBuffer>;
  bytes: ArrayBuffer;
}

function request<T>(of: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    of.onsuccess = () => { resolve(of.result); };
    of.onerror = () => { reject(of.error ?? new Error('storage')); };
  });
}

export class Keep {
  private constructor(private readonly database: IDBDatabase, private readonly key: CryptoKey, private readonly owner: string) {}

  /** Opens the store, and destroys what is past its deadline. Without storage (private window) it gives nothing. */
  static async open(owner: string): Promise<Keep | undefined> {
    try {
      const opening = indexedDB.open(DATABASE, 1);
      opening.onupgradeneeded = () => {
        opening.result.createObjectStore('keys');
        opening.result.createObjectStore('choices', { keyPath: 'id' });
      };
      const database = await request(opening);
      const keep = new Keep(database, await deviceKey(database), owner);
      for (const sealed of await keep.#all()) if (sealed.until <= Date.now()) await keep.#delete(sealed.id);
      return keep;
    } catch {
      return undefined;
    }
  }

  /** Saves the work on the export with this SHA-256; returns what was saved. */
  async save(sha256: string, work: unknown): Promise<Kept> {
    const kept = { savedAt: Date.now(), until: Date.now() + KEEP_DAYS * DAY_MS, work };
    const id = await this.#id(sha256);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify(kept));
    const bytes = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: bound(id, kept.until) }, this.key, plain);
    const sealed: Sealed = { id, owner: this.owner, until: kept.until, iv, bytes };
    await request(this.#store('readwrite').put(sealed));
    return kept;
  }

  /** Returns the work on this export, where there is any that can be opened. */
  async load(sha256: string): Promise<Kept | undefined> {
    const id = await this.#id(sha256);
    const sealed = await request(this.#store('readonly').get(id) as IDBRequest<Sealed | undefined>);
    if (sealed === undefined) return undefined;
    try {
      const algorithm = { name: 'AES-GCM', iv: sealed.iv, additionalData: bound(id, sealed.until) };
      return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(algorithm, this.key, sealed.bytes))) as Kept;
    } catch {
      // Moved from another export, another owner, or damaged: it is of no use to anybody.
      await this.#delete(id);
      return undefined;
    }
  }

  /** The deadlines of what this owner has unfinished here but for these, milliseconds since 1970. */
  async deadlines(...except: string[]): Promise<number[]> {
    const others = await Promise.all(except.map((one) => this.#id(one)));
    return (await this.#all()).filter(({ id, owner }) => owner === this.owner && !others.includes(id)).map(({ until }) => until);
  }

  async forget(sha256: string): Promise<void> {
    await this.#delete(await this.#id(sha256));
  }

  async forgetAll(): Promise<void> {
    for (const { id, owner } of await this.#all()) if (owner === this.owner) await this.#delete(id);
  }

  /** Not the hash of the file itself: that would tell who else has the file that it was here. */
  async #id(sha256: string): Promise<string> {
    return sha256Hex(new TextEncoder().encode(`zegel choice\n${this.owner}\n${sha256}`));
  }

  #store(mode: IDBTransactionMode): IDBObjectStore {
    return this.database.transaction('choices', mode).objectStore('choices');
  }

  #all(): Promise<Sealed[]> {
    return request(this.#store('readonly').getAll() as IDBRequest<Sealed[]>);
  }

  async #delete(id: string): Promise<void> {
    await request(this.#store('readwrite').delete(id));
  }
}

function bound(id: string, until: number): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${id} ${until}`);
}

async function deviceKey(database: IDBDatabase): Promise<CryptoKey> {
  const known = await request(database.transaction('keys').objectStore('keys').get('choices') as IDBRequest<CryptoKey | undefined>);
  if (known !== undefined) return known;
  const fresh = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  await request(database.transaction('keys', 'readwrite').objectStore('keys').put(fresh, 'choices'));
  return fresh;
}
