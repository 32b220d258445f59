// Where this page comes from: the server of an archive, or the owner's own machine (`zegel sift --page`). There the
// page brings the key of that start, which stood behind the # of the link: no address and no log ever holds it.

import { byId } from './dom';
import { size } from './format';
import { t } from './texts';
import type { Context } from './work';

const KEY = 'zegel-sleutel';

/** The key, out of the link and from then on out of this tab; empty at an archive. */
function key(): string {
  const found = /^#sleutel=([0-9a-f]{64})$/.exec(location.hash)?.[1];
  if (found !== undefined) {
    sessionStorage.setItem(KEY, found);
    history.replaceState(null, '', location.pathname);
  }
  return sessionStorage.getItem(KEY) ?? '';
}

function own(): Record<string, string> {
  const held = key();
  return held === '' ? {} : { 'X-Zegel-Key': held };
}

/** Asks for the context; a problem is told by the server in words. */
export function askContext(): Promise<Response> {
  return fetch('/api/v1/sift-context', { headers: { Accept: 'application/json', ...own() } });
}

/** An export as the page got it: chosen by its owner, or handed over by their own machine. */
export interface Taken {
  name: string;
  bytes: Blob | ArrayBuffer;
}

/** Fetches the export that was named on the command line; in memory only, never as a file of the browser. */
export async function offered(name: string): Promise<Taken> {
  const answer = await fetch('/api/v1/own-export', { headers: own() });
  if (!answer.ok) throw new Error(`export: ${answer.status}`);
  return { name, bytes: await answer.arrayBuffer() };
}

/** Shows what only holds at an archive, or only on the owner's own machine. */
export function showPlace(context: Context): void {
  const here = context.own === undefined ? 'archive' : 'own';
  for (const part of document.querySelectorAll<HTMLElement>('[data-only]')) part.hidden = part.dataset['only'] !== here;
  if (context.own === undefined) return;
  byId('sift-send').textContent = t('sift-own-save');
  byId('sift-own-where').textContent = t('sift-own-where', { out: context.own.out, receipt: context.own.receipt });
  byId('sift-own-done').textContent = t('sift-own-done', { out: context.own.out, receipt: context.own.receipt });
  for (const button of document.querySelectorAll('[data-end]')) button.addEventListener('click', () => void end());
}

async function end(): Promise<void> {
  await fetch('/api/v1/own-end', { method: 'POST', headers: own() }).catch(() => undefined);
  sessionStorage.removeItem(KEY);
  for (const part of document.querySelectorAll<HTMLElement>('main > *')) part.hidden = true;
  byId('sift-own-ended').hidden = false;
  byId('sift-own-ended').focus();
}

/** The owner's own machine says that its link is needed; an archive says it to who is not signed on. */
export async function whyNoContext(answer: Response): Promise<[string, string]> {
  const { code, title, remedy } = await answer.json().catch(() => ({})) as { code?: string; title?: string; remedy?: string };
  return code === 'own-key' ? [title ?? '', remedy ?? ''] : [t('sift-no-context'), t('sift-no-context.do')];
}

/** The export that was named on the command line waits for a press on a button. */
export function offerExport(context: Context, open: (name: string) => void): void {
  const file = context.own?.file ?? null;
  byId('sift-offered').hidden = file === null;
  if (file === null) return;
  // One primary button at a time.
  byId('sift-pick').classList.replace('nl-button--primary', 'nl-button--secondary');
  byId('sift-offered-name').textContent = file.name;
  byId('sift-offered-size').textContent = size(file.size_bytes);
  byId('sift-offered-open').addEventListener('click', () => { open(file.name); });
}

/** Asks the owner's own machine what stands on a picture; only there, so no picture goes to a server. */
export async function recognised(picture: Uint8Array<ArrayBuffer>): Promise<string> {
  const answer = await fetch('/api/v1/own-recognition', { method: 'POST', body: picture, headers: { 'Content-Type': 'application/octet-stream', ...own() } });
  if (!answer.ok) throw new Error(`recognition: ${answer.status}`);
  return ((await answer.json()) as { text: string }).text;
}

export interface Answered {
  /** 0 means that there was no answer. */
  status: number;
  body: unknown;
}

type Bytes = Uint8Array<ArrayBuffer>;

/** Hands the package to the archive; or, on the owner's own machine, package and receipt to the program there. */
export function handIn(isOwn: boolean, sealed: Bytes, receipt: Bytes, watch: (done: number, total: number) => void): Promise<Answered> {
  if (!isOwn) return post('/api/v1/submissions', 'application/vnd.zegel.submission', sealed, sealed.length, watch);
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, receipt.length, true);
  const body = new Blob([length, receipt, sealed]);
  return post('/api/v1/own-submission', 'application/octet-stream', body, body.size, watch);
}

function post(address: string, type: string, body: Bytes | Blob, total: number, watch: (done: number, total: number) => void): Promise<Answered> {
  return new Promise((resolve) => {
    // Not fetch: it cannot say how much was sent.
    const request = new XMLHttpRequest();
    request.open('POST', address);
    request.setRequestHeader('Content-Type', type);
    request.setRequestHeader('Accept', 'application/json, application/problem+json');
    for (const [name, value] of Object.entries(own())) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => { watch(event.loaded, total); };
    request.onload = () => { resolve({ status: request.status, body: parsed(request.responseText) }); };
    request.onerror = () => { resolve({ status: 0, body: {} }); };
    request.send(body);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return {};
  }
}
