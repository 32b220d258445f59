// The worker that holds the export. It reads the file, keeps it in the memory of the WebAssembly module, and answers
// the page. It needs no network: the page hands it the module and the file.

import { sha256Hex } from './hex';
import type { Answer, Failure, Request } from './wire';

interface Zegel {
  memory: WebAssembly.Memory;
  zegel_version(): number;
  zegel_alloc(length: number): number;
  zegel_free(address: number): void;
  zegel_keep(address: number): number;
  zegel_close(number: number): void;
  zegel_columns(number: number): number;
  zegel_read(number: number, options: number): number;
  zegel_page(number: number, options: number): number;
  zegel_search(number: number, options: number): number;
  zegel_spans(number: number, options: number): number;
  zegel_suggest(number: number, options: number): number;
  zegel_notice(number: number, options: number): number;
  zegel_attachment(number: number, options: number): number;
  zegel_submit(number: number, options: number): number;
  zegel_note(options: number): number;
  zegel_screenshots(options: number): number;
  zegel_black_out(number: number, options: number): number;
}

type Operation = 'read' | 'page' | 'search' | 'spans' | 'suggest' | 'notice' | 'attachment' | 'submit' | 'note' | 'screenshots';

const SLICE_BYTES = 8 * 1024 * 1024;
const MAX_FILE_BYTES = 2 * 1024 * 1024 * 1024 - 1;
const WARM_UP_LINES = 1_000;
const WARM_UP_ROUNDS = 10;
const say = (answer: Answer, transfer: Transferable[] = []): void => postMessage(answer, { transfer });

let zegel: Zegel;
let current = 0;
let kept = 0;
/** Where in the memory of the module the bytes lie that are kept. */
let keptAt = { address: 0, length: 0 };
/** True from the start until something is asked. */
let isIdle = false;

class Refused extends Error {
  constructor(readonly failure: Failure) {
    super(failure.code);
  }
}

onmessage = (event: MessageEvent<Request>): void => {
  const request = event.data;
  current = request.id;
  isIdle = false;
  answer(request).catch((error: unknown) => {
    const failure = error instanceof Refused ? error.failure : fault(error);
    say({ id: request.id, failure });
  });
};

function fault(error: unknown): Failure {
  // A trap of the module leaves its memory in an unknown state: nothing more is asked of it.
  const code = error instanceof WebAssembly.RuntimeError ? 'module-stopped' : fileFault(error);
  return { code, message: code, what_to_do: '' };
}

function fileFault(error: unknown): string {
  return error instanceof DOMException && error.name === 'NotReadableError' ? 'file-changed' : 'not-readable';
}

async function answer(request: Request): Promise<void> {
  const { id } = request;
  if (request.do === 'start') {
    zegel = (await WebAssembly.instantiate(request.module, { page: imports() })).exports as unknown as Zegel;
    say({ id, json: zegel.zegel_version() });
    isIdle = true;
    void warmUp();
  } else if (request.do === 'open') {
    await open(request.file);
    say({ id });
  } else if (request.do === 'hash') {
    say({ id, json: await hash() });
  } else if (request.do === 'columns') {
    const bytes = take(zegel.zegel_columns(kept)).output;
    say({ id, bytes }, [bytes.buffer]);
  } else if (request.do === 'keep') {
    say({ id, json: keep(request.bytes) });
  } else if (request.do === 'drop') {
    zegel.zegel_close(request.number);
    say({ id });
  } else if (request.do === 'black-out') {
    const { output } = withOptions(request.options, (options) => zegel.zegel_black_out(request.number, options));
    say({ id, bytes: output }, [output.buffer]);
  } else {
    const { output, failure } = call(request.do, request.options);
    if (request.do === 'read') {
      say({ id, json: JSON.parse(decode(output)) as unknown, ...(failure === undefined ? {} : { damage: failure }) });
    } else if (request.do === 'page' || request.do === 'spans') {
      say({ id, json: JSON.parse(decode(output)) as unknown });
    } else {
      say({ id, bytes: output }, [output.buffer]);
    }
  }
}

function imports(): Record<string, (...numbers: number[]) => number | undefined> {
  let saidAt = 0;
  return {
    random(address = 0, length = 0) {
      // At most 65,536 bytes at a time (Web Cryptography, getRandomValues).
      for (let at = 0; at < length; at += 65_536) {
        crypto.getRandomValues(new Uint8Array(zegel.memory.buffer, address + at, Math.min(65_536, length - at)));
      }
      return undefined;
    },
    progress(step = 0, done = 0, total = 0) {
      const now = performance.now();
      if (!isIdle && now - saidAt > 100) {
        saidAt = now;
        say({ id: current, progress: { step: step + 1, done, total } });
      }
      return 0;
    },
  };
}

/**
 * Reads exports of nobody while nothing is asked: a browser compiles well only what it saw running, and the person is still
 * looking for the file. A piece takes a few milliseconds, so whoever asks something does not wait for it.
 */
async function warmUp(): Promise<void> {
  const lines = (header: (minute: string) => string): Uint8Array => {
    const texts = Array.from({ length: WARM_UP_LINES }, (_, n) => {
      const minute = String(n % 60).padStart(2, '0');
      return `${header(minute)} ${n % 3 === 0 ? 'Anna' : 'Bram'}: ${'de raming van het plein is klaar '.repeat(1 + n % 5)}\n`;
    });
    return new TextEncoder().encode(texts.join(''));
  };
  const exports = [lines((minute) => `23-03-2022 13:${minute} -`), lines((minute) => `[23-03-2022 13:${minute}:05]`)];
  for (let round = 0; round < WARM_UP_ROUNDS; round += 1) {
    for (const bytes of exports) {
      await new Promise((resolve) => setTimeout(resolve));
      if (!isIdle) return;
      const number = keep(bytes.buffer as ArrayBuffer);
      withOptions({ today: '2022-03-24' }, (options) => zegel.zegel_read(number, options));
      take(zegel.zegel_columns(number));
      zegel.zegel_close(number);
    }
  }
}

/** Reads a file into the module, in slices, so that the numbers move and a change of the file is seen. */
async function open(source: Blob | ArrayBuffer): Promise<void> {
  const file = source instanceof Blob ? source : fromMemory(source);
  if (file.size > MAX_FILE_BYTES) throw new Refused({ code: 'file-too-large', message: '', what_to_do: '' });
  if (kept !== 0) zegel.zegel_close(kept);
  kept = 0;
  const address = zegel.zegel_alloc(file.size) >>> 0;
  if (address === 0) throw new Refused({ code: 'file-too-large', message: '', what_to_do: '' });
  try {
    for (let at = 0; at < file.size; at += SLICE_BYTES) {
      const slice = new Uint8Array(await file.slice(at, at + SLICE_BYTES).arrayBuffer());
      if (slice.length !== Math.min(SLICE_BYTES, file.size - at)) throw new DOMException('', 'NotReadableError');
      new Uint8Array(zegel.memory.buffer, address + at, slice.length).set(slice);
      say({ id: current, progress: { step: 0, done: at + slice.length, total: file.size } });
    }
  } catch (error) {
    zegel.zegel_free(address);
    throw error;
  }
  keptAt = { address, length: file.size };
  kept = zegel.zegel_keep(address);
}

/** SHA-256 of what is kept. The browser works it out in this thread (3 ms a megabyte), so it is asked for after the reading. */
async function hash(): Promise<string> {
  const { address, length } = keptAt;
  return sha256Hex(new Uint8Array(zegel.memory.buffer, address, length));
}

/** Bytes in memory, sliced as a file is. */
function fromMemory(bytes: ArrayBuffer): Pick<Blob, 'size'> & { slice(from: number, to: number): { arrayBuffer(): ArrayBuffer } } {
  return { size: bytes.byteLength, slice: (from, to) => ({ arrayBuffer: () => bytes.slice(from, to) }) };
}

function call(operation: Operation, options: unknown): { output: Uint8Array<ArrayBuffer>; failure?: Failure } {
  return withOptions(options, (address) =>
    operation === 'note' || operation === 'screenshots' ? zegel[`zegel_${operation}`](address) : zegel[`zegel_${operation}`](kept, address));
}

function withOptions(options: unknown, operation: (address: number) => number): { output: Uint8Array<ArrayBuffer>; failure?: Failure } {
  const said = new TextEncoder().encode(JSON.stringify(options));
  const address = zegel.zegel_alloc(said.length) >>> 0;
  new Uint8Array(zegel.memory.buffer, address, said.length).set(said);
  const answer = operation(address);
  zegel.zegel_free(address);
  return take(answer);
}

/** Hands bytes over to the module, which keeps them under a number. */
function keep(bytes: ArrayBuffer): number {
  const address = zegel.zegel_alloc(bytes.byteLength) >>> 0;
  if (address === 0) throw new Refused({ code: 'file-too-large', message: '', what_to_do: '' });
  new Uint8Array(zegel.memory.buffer, address, bytes.byteLength).set(new Uint8Array(bytes));
  return zegel.zegel_keep(address);
}

function take(answer: number): { output: Uint8Array<ArrayBuffer>; failure?: Failure } {
  const address = answer >>> 0;
  const lengths = new DataView(zegel.memory.buffer, address, 8);
  const [nOutput, nError] = [lengths.getUint32(0, true), lengths.getUint32(4, true)];
  const output = new Uint8Array(zegel.memory.buffer, address + 8, nOutput).slice();
  const error = new Uint8Array(zegel.memory.buffer, address + 8 + nOutput, nError).slice();
  zegel.zegel_free(address);
  if (nError === 0) return { output };
  const failure = JSON.parse(decode(error)) as Failure;
  if (nOutput === 0) throw new Refused(failure);
  return { output, failure };
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
