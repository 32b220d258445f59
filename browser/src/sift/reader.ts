// The page's side of the worker: questions and answers by number.

import type { Box } from './work';
import type { Answer, Failure, Head, Progress, Request, Shown } from '../wire';

export class Refused extends Error {
  constructor(readonly failure: Failure) {
    super(failure.code);
  }
}

type Asked = { resolve: (answer: Answer) => void; reject: (why: Error) => void; watch: ((p: Progress) => void) | undefined };
type Question = Request extends infer R ? (R extends { id: number } ? Omit<R, 'id'> : never) : never;

/** Scripts may only come from this place; anything else is refused by the browser (Trusted Types). */
const scripts = window.trustedTypes?.createPolicy('zegel', {
  createScriptURL(url) {
    if (url !== '/assets/worker.js') throw new TypeError('no such script');
    return url;
  },
});

export class Reader {
  #worker: Worker | undefined;
  #module: WebAssembly.Module | undefined;
  #asked = new Map<number, Asked>();
  #next = 1;
  /** Rises with every worker: what an earlier one kept is gone. */
  generation = 0;

  /** Fetches the module and starts the worker with it. */
  async start(): Promise<void> {
    this.#module ??= await WebAssembly.compileStreaming(fetch('/assets/zegel.wasm'));
    const url = '/assets/worker.js';
    this.#worker = new Worker((scripts?.createScriptURL(url) ?? url) as string);
    this.generation += 1;
    this.#worker.onmessage = (event: MessageEvent<Answer>) => { this.#take(event.data); };
    this.#worker.onerror = () => { this.#fail('module-stopped'); };
    await this.#ask({ do: 'start', module: this.#module });
  }

  /** Stops whatever is being done, and forgets the export. */
  async stop(): Promise<void> {
    this.#worker?.terminate();
    this.#fail('cancelled');
    await this.start();
  }

  /** Takes a file over. */
  async open(file: Blob | ArrayBuffer, watch: (progress: Progress) => void): Promise<void> {
    await this.#ask({ do: 'open', file }, watch, file instanceof Blob ? [] : [file]);
  }

  /** SHA-256 of the file that is open, in hexadecimal. */
  async hash(): Promise<string> {
    return (await this.#ask({ do: 'hash' })).json as string;
  }

  async read(options: object, watch: (progress: Progress) => void): Promise<{ head: Head; damage: Failure | undefined }> {
    const answer = await this.#ask({ do: 'read', options }, watch);
    return { head: answer.json as Head, damage: answer.damage };
  }

  async columns(): Promise<Uint8Array<ArrayBuffer>> {
    return (await this.#ask({ do: 'columns' })).bytes ?? new Uint8Array();
  }

  async page(positions: number[], whole = false): Promise<Shown[]> {
    return (await this.#ask({ do: 'page', options: { positions, whole } })).json as Shown[];
  }

  async search(text: string): Promise<Uint32Array> {
    const { bytes } = await this.#ask({ do: 'search', options: { text } });
    return new Uint32Array(bytes?.buffer ?? new ArrayBuffer(0));
  }

  /** Where a text occurs: position, first code point, code point after the last. */
  async spans(text: string): Promise<[number, number, number][]> {
    return (await this.#ask({ do: 'spans', options: { text } })).json as [number, number, number][];
  }

  /** What may be personal data: position, first code point, code point after the last, number of the detector. */
  async suggest(setting: object): Promise<Uint32Array> {
    const { bytes } = await this.#ask({ do: 'suggest', options: setting });
    return new Uint32Array(bytes?.buffer ?? new ArrayBuffer(0));
  }

  /** The positions of the messages that are the notice to chat partners. */
  async notice(options: object): Promise<number[]> {
    const { bytes } = await this.#ask({ do: 'notice', options });
    return [...new Uint32Array(bytes?.buffer ?? new ArrayBuffer(0))];
  }

  async attachment(index: number): Promise<Uint8Array<ArrayBuffer>> {
    return (await this.#ask({ do: 'attachment', options: { index } })).bytes ?? new Uint8Array();
  }

  async submit(options: object, watch: (progress: Progress) => void): Promise<Uint8Array<ArrayBuffer>> {
    return (await this.#ask({ do: 'submit', options }, watch)).bytes ?? new Uint8Array();
  }

  async note(options: object): Promise<Uint8Array<ArrayBuffer>> {
    return (await this.#ask({ do: 'note', options })).bytes ?? new Uint8Array();
  }

  /** Keeps a picture in the module, under the number that is given back. */
  async keep(bytes: ArrayBuffer): Promise<number> {
    return (await this.#ask({ do: 'keep', bytes }, undefined, [bytes])).json as number;
  }

  async drop(number: number): Promise<void> {
    await this.#ask({ do: 'drop', number });
  }

  /** A kept picture as it would go along: regions black, no metadata. */
  async blackOut(number: number, regions: Box[]): Promise<Uint8Array<ArrayBuffer>> {
    return (await this.#ask({ do: 'black-out', number, options: { regions } })).bytes ?? new Uint8Array();
  }

  async screenshots(options: object): Promise<Uint8Array<ArrayBuffer>> {
    return (await this.#ask({ do: 'screenshots', options })).bytes ?? new Uint8Array();
  }

  #ask(question: Question, watch?: (progress: Progress) => void, transfer: Transferable[] = []): Promise<Answer> {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve, reject, watch });
      this.#worker?.postMessage({ ...question, id }, transfer);
    });
  }

  #take(answer: Answer): void {
    const asked = this.#asked.get(answer.id);
    if (asked === undefined) return;
    if (answer.progress !== undefined) {
      asked.watch?.(answer.progress);
      return;
    }
    this.#asked.delete(answer.id);
    if (answer.failure !== undefined) asked.reject(new Refused(answer.failure));
    else asked.resolve(answer);
  }

  #fail(code: string): void {
    const asked = [...this.#asked.values()];
    this.#asked.clear();
    for (const { reject } of asked) reject(new Refused({ code, message: code, what_to_do: '' }));
  }
}
