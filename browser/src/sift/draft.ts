// Going on with another device (requirement S6): the choice is sealed here, to a passphrase that only the owner knows, and the
// archive keeps it until its deadline. The chat itself does not go along: the owner chooses the same file again over there.

import { tell, untell } from './ask';
import { byId, el } from './dom';
import { nowDate, nowTime } from './format';
import type { Keep } from './keep';
import { seal, unseal, WrongKey } from './seal';
import { t } from './texts';

const ADDRESS = '/api/v1/draft';
const LEAST_CHARS = 15;

/** `GET /api/v1/draft`. */
interface State {
  saved_at: string;
  expires_at: string;
  is_near: boolean;
  frozen?: { by: string; at: string; ground: string };
}

/** What is inside the seal. */
interface Inside {
  sha256: string;
  file: string;
  work: unknown;
}

type Asked = 'save' | 'open';

export class Drafts {
  /** The export that the draft at the archive is of, once this page knows it. */
  #sha256 = '';
  #pending: Inside | undefined;
  #asked: Asked = 'open';

  constructor(private readonly keep: Keep | undefined) {
    byId('sift-draft-open').addEventListener('click', () => { this.#ask('open'); });
    byId('sift-seal-close').addEventListener('click', () => { byId<HTMLDialogElement>('sift-seal').close(); });
    byId('sift-seal-form').addEventListener('submit', (event) => { event.preventDefault(); void this.#answered(); });
  }

  /** Says on the first step whether there is a draft, until when, and whether a hold froze it. */
  async show(): Promise<void> {
    const answer = await fetch(ADDRESS, { headers: { Accept: 'application/json' } }).catch(() => undefined);
    const { draft } = answer?.ok === true ? await answer.json() as { draft: State | null } : { draft: null };
    byId('sift-draft').hidden = draft === null;
    if (draft === null) return;
    const [saved, until] = [new Date(draft.saved_at), new Date(draft.expires_at)];
    byId('sift-draft').classList.toggle('note--warn', draft.is_near || draft.frozen !== undefined);
    byId('sift-draft-words').textContent = t('sift-draft-there', { date: nowDate(saved), time: nowTime(saved) });
    byId('sift-draft-until').replaceChildren(draft.frozen === undefined
      ? t(draft.is_near ? 'sift-draft-near' : 'sift-draft-until', { date: nowDate(until) })
      : el('span', {}, t('sift-draft-frozen', { by: draft.frozen.by, date: nowDate(new Date(draft.frozen.at)) }), ' ', el('bdi', {}, draft.frozen.ground)));
  }

  /** Asks for a passphrase and saves this work, sealed. */
  save(sha256: string, file: string, work: unknown): void {
    this.#pending = { sha256, file, work };
    this.#ask('save');
  }

  /** The draft of what was handed in has no use any more. */
  async handedIn(sha256: string): Promise<void> {
    // A frozen one stays, and says so on its page.
    if (sha256 === this.#sha256) await fetch(`${ADDRESS}/destruction`, { method: 'POST' }).catch(() => undefined);
  }

  #ask(asked: Asked): void {
    this.#asked = asked;
    for (const part of document.querySelectorAll<HTMLElement>('#sift-seal [data-seal]')) part.hidden = part.dataset['seal'] !== asked;
    for (const id of ['sift-seal-key', 'sift-seal-again']) byId<HTMLInputElement>(id).value = '';
    byId<HTMLInputElement>('sift-seal-key').autocomplete = asked === 'save' ? 'new-password' : 'current-password';
    untell(byId('sift-seal-error'));
    byId('sift-seal-busy').hidden = true;
    byId<HTMLDialogElement>('sift-seal').showModal();
    byId('sift-seal-key').focus();
  }

  async #answered(): Promise<void> {
    const key = byId<HTMLInputElement>('sift-seal-key').value;
    const error = byId('sift-seal-error');
    const busy = byId('sift-seal-busy');
    if (!busy.hidden) return;
    untell(error);
    if (this.#asked === 'save') {
      if ([...key].length < LEAST_CHARS) { tell(error, 'error', t('sift-seal-short', { n: LEAST_CHARS })); return; }
      if (key !== byId<HTMLInputElement>('sift-seal-again').value) { tell(error, 'error', t('sift-seal-differs')); return; }
    }
    busy.hidden = false;
    const failed = await (this.#asked === 'save' ? this.#seal(key) : this.#open(key)).catch((failure: unknown) => words(failure));
    busy.hidden = true;
    if (failed !== undefined) { tell(error, 'error', failed); return; }
    for (const id of ['sift-seal-key', 'sift-seal-again']) byId<HTMLInputElement>(id).value = '';
    byId<HTMLDialogElement>('sift-seal').close();
  }

  /** Returns what went wrong, in words. */
  async #seal(passphrase: string): Promise<string | undefined> {
    const inside = this.#pending;
    if (inside === undefined) return undefined;
    const sealed = await seal(passphrase, JSON.stringify(inside));
    const answer = await fetch(ADDRESS, { method: 'POST', body: sealed, headers: { 'Content-Type': 'application/octet-stream' } });
    if (!answer.ok) return refusal(answer);
    const { draft } = await answer.json() as { draft: State };
    this.#sha256 = inside.sha256;
    byId('sift-saved').textContent = t('sift-draft-saved', { date: nowDate(new Date(draft.expires_at)) });
    await this.show();
    return undefined;
  }

  async #open(passphrase: string): Promise<string | undefined> {
    const answer = await fetch(`${ADDRESS}/sealed`);
    if (!answer.ok) return refusal(answer);
    const inside = JSON.parse(await unseal(passphrase, new Uint8Array(await answer.arrayBuffer()))) as Inside;
    if (this.keep === undefined) return t('sift-draft-no-place');
    await this.keep.save(inside.sha256, inside.work);
    this.#sha256 = inside.sha256;
    tell(byId('sift-problem'), 'ok', t('sift-draft-opened'), t('sift-draft-opened.do'), el('p', {}, el('b', {}, el('bdi', {}, inside.file))));
    return undefined;
  }
}

async function refusal(answer: Response): Promise<string> {
  if (answer.status === 401) return t('sift-signed-off');
  const { title, remedy } = await answer.json().catch(() => ({})) as { title?: string; remedy?: string };
  return [title ?? t('sift-draft-failed'), remedy ?? ''].filter(Boolean).join('. ');
}

function words(failure: unknown): string {
  return t(failure instanceof WrongKey ? 'sift-draft-wrong-key' : 'sift-draft-failed');
}
