// The last page: makes the package on the device, says what is in it, sends it, and gives the receipt.
//
// The package is made before "Indienen" is pressed, so that what the page says is counted from the package itself.
// When sending fails nothing is lost: the same package can be sent again, and the archive takes it once.

import { hex } from '../hex';
import type { Progress, Told } from '../wire';
import { tell, untell } from './ask';
import { byId, el, saveFile } from './dom';
import { nowDate, nowTime, number, size } from './format';
import { handIn } from './place';
import { Refused } from './reader';
import { hasText, t } from './texts';
import type { Context } from './work';

/** What makes a package, and the words for it. */
export interface Source {
  make(order: object, watch: (progress: Progress) => void): Promise<Uint8Array<ArrayBuffer>>;
  /** The sentence that says what is sent, and the one that says what is not. */
  sentence(told: Told): string;
  left(told: Told): string;
}

interface Made {
  told: Told;
  receipt: Uint8Array<ArrayBuffer>;
  package: Uint8Array<ArrayBuffer>;
}

interface Received {
  capture: string;
  url: string;
}

interface Problem {
  code?: string;
  title?: string;
  detail?: string;
  remedy?: string;
}

function parts(bytes: Uint8Array<ArrayBuffer>): Made {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: Uint8Array<ArrayBuffer>[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = view.getUint32(at, true);
    found.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  const [told, receipt, sealed] = found;
  if (told === undefined || receipt === undefined || sealed === undefined) throw new Error('answer');
  return { told: JSON.parse(new TextDecoder().decode(told)) as Told, receipt, package: sealed };
}

export class Sender {
  #made: Made | undefined;
  #hasReceipt = true;
  #run = 0;

  constructor(private readonly context: Context, private readonly source: Source, private readonly sent: () => void) {
    byId('sift-send').onclick = () => void this.#send();
    byId('sift-receipt-save').onclick = () => { this.#saveReceipt(); };
    byId('sift-receipt-print').onclick = () => { print(); };
    addEventListener('beforeunload', (event) => { if (!this.#hasReceipt) event.preventDefault(); });
  }

  /** Makes the package; false when it cannot be made, and then the page says why. */
  async make(): Promise<boolean> {
    const { context } = this;
    const place = byId('sift-send-problem');
    untell(place);
    // Who goes back, changes the choice and comes again must never send what was made before.
    this.#run += 1;
    const run = this.#run;
    this.#made = undefined;
    byId('sift-send-ready').hidden = true;
    const busy = byId('sift-making');
    const bar = busy.querySelector('progress');
    busy.hidden = false;
    try {
      const order = {
        owner: context.owner.id,
        archive: context.archive.name,
        recipient: context.archive.recipient,
        now: new Date().toISOString(),
        random: hex(crypto.getRandomValues(new Uint8Array(42))),
      };
      const made = parts(await this.source.make(order, ({ step, done, total }) => {
        byId('sift-making-words').textContent = t(`sift-making-${step}`, { done: size(done), total: size(total) });
        if (bar !== null) { bar.max = Math.max(1, total); bar.value = done; }
      }));
      if (run !== this.#run) return false;
      this.#made = made;
    } catch (error) {
      if (run !== this.#run) return false;
      const code = error instanceof Refused ? error.failure.code : 'unknown';
      tell(place, 'error', t('sift-cannot-make'), hasText(`sift-fault-${code}`) ? t(`sift-fault-${code}`) : t('sift-fault-other', { code }), t('sift-choice-safe'));
      return false;
    } finally {
      if (run === this.#run) busy.hidden = true;
    }
    this.#tell(this.#made.told, this.#made.package.length);
    return true;
  }

  /** Says what will be sent and what will not, counted from the package. */
  #tell(told: Told, bytes: number): void {
    byId('sift-send-sentence').textContent = this.source.sentence(told);
    byId('sift-send-left').textContent = this.source.left(told);
    const rows: [string, string][] = [
      [t('sift-fact-title'), told.title ?? t('sift-fact-title-none')],
      [t('sift-fact-senders'), told.participants.map(({ name, n_messages: n }) => (n === 0 ? name : `${name} (${number(n)})`)).join(', ')],
      [t('sift-fact-redacted'), t('sift-fact-redacted-n', { n: told.n_redacted })],
      [t('sift-fact-files'), told.n_files === 0 ? t('sift-none') : t('sift-fact-files-n', { n: told.n_files, size: size(told.file_bytes) })],
      [t('sift-fact-ground'), told.not_kept_ground?.label ?? t('sift-none')],
      [t('sift-fact-archive'), this.context.archive.name],
      [t('sift-fact-package'), t('sift-fact-package-n', { size: size(bytes) })],
    ];
    byId('sift-send-facts').replaceChildren(...rows.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, el('bdi', {}, value))]));
    byId('sift-send-files').replaceChildren(...told.files.map(({ name, size_bytes: n, n_redacted_regions: boxes }) =>
      el('li', {}, el('bdi', {}, name), el('span', { class: 'subtle' }, [size(n), boxes === undefined ? '' : t('sift-n-boxes', { n: boxes })].filter(Boolean).join(', ')))));
    byId('sift-send-files-all').hidden = told.files.length === 0;
    const note = byId('sift-send-note');
    untell(note);
    if (told.n_senders_still_showing > 0) tell(note, 'warning', t('sift-names-still-show'), t('sift-names-still-show.why', { n: told.n_senders_still_showing }));
    else if (told.damaged !== null) tell(note, 'warning', t('sift-damaged'), t('sift-damaged.why'));
    byId('sift-send-ready').hidden = false;
  }

  async #send(): Promise<void> {
    const made = this.#made;
    const busy = byId('sift-sending');
    if (made === undefined || !busy.hidden) return;
    untell(byId('sift-send-problem'));
    busy.hidden = false;
    const answer = await handIn(this.context.own !== undefined, made.package, made.receipt, (done, total) => {
      byId('sift-sending-words').textContent = t('sift-sending', { done: size(done), total: size(total) });
      const bar = busy.querySelector('progress');
      if (bar !== null) { bar.max = Math.max(1, total); bar.value = done; }
    });
    busy.hidden = true;
    // The same submission twice: it arrived the first time, and only the answer was lost.
    const isOwn = this.context.own !== undefined;
    if (answer.status === 201 || (answer.status === 409 && !isOwn)) this.#finish(made, answer.status === 201 ? answer.body as Received : undefined);
    else this.#failed(answer.status, answer.body as Problem);
  }

  #failed(status: number, problem: Problem): void {
    const place = byId('sift-send-problem');
    if (status === 0 && this.context.own !== undefined) {
      tell(place, 'error', t('sift-own-stopped'), t('sift-own-stopped.safe'));
    } else if (status === 0) {
      tell(place, 'error', t('sift-no-connection'), t('sift-no-connection.safe'));
    } else if (status === 401) {
      const link = el('a', { href: '/aanmelden', target: '_blank', rel: 'noopener' }, t('sift-signed-off.link'));
      tell(place, 'error', t('sift-signed-off'), t('sift-signed-off.safe'), el('p', {}, link));
    } else if (this.context.own !== undefined) {
      tell(place, 'error', problem.title ?? t('sift-own-not-saved'), problem.remedy ?? '', t('sift-choice-safe'));
    } else {
      const words = [problem.detail ?? problem.title ?? '', problem.remedy ?? ''].filter(Boolean).join(' ');
      tell(place, 'error', t('sift-not-taken'), words, t('sift-choice-safe'), t('sift-not-taken.code', { code: problem.code ?? String(status) }));
    }
  }

  #finish(made: Made, received: Received | undefined): void {
    const { told } = made;
    const now = new Date();
    const { own } = this.context;
    // On the owner's own machine the receipt was written beside the package.
    this.#hasReceipt = own !== undefined;
    byId('sift-done-sentence').textContent = t(own === undefined ? 'sift-done-sentence' : 'sift-own-done-sentence', { kept: told.n_kept, of: told.n_messages, ofn: number(told.n_messages), files: told.n_files });
    byId('sift-done-again').hidden = received !== undefined || own !== undefined;
    const rows: [string, string][] = [
      [t('sift-receipt-number'), told.id],
      [t('sift-receipt-when'), `${nowDate(now)}, ${nowTime(now)}`],
      [t('sift-receipt-owner'), this.context.owner.name],
      [t('sift-fact-archive'), this.context.archive.name],
      [t('sift-receipt-kept'), t('sift-receipt-kept-n', { kept: number(told.n_kept), of: number(told.n_messages) })],
      [t('sift-fact-ground'), told.not_kept_ground?.label ?? t('sift-none')],
      [t('sift-receipt-root'), told.root],
    ];
    byId('sift-receipt-facts').replaceChildren(...rows.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]));
    const link = byId<HTMLAnchorElement>('sift-done-link');
    // Only a place on this server: an answer cannot lead elsewhere.
    const isOwn = received !== undefined && /^\/[^/\\]/.test(received.url);
    link.hidden = !isOwn;
    if (isOwn) link.href = received.url;
    this.sent();
  }

  #saveReceipt(): void {
    const made = this.#made;
    if (made === undefined) return;
    saveFile(`ontvangstbewijs-${made.told.id}.receipt.json`, made.receipt, 'application/json');
    this.#hasReceipt = true;
    tell(byId('sift-receipt-said'), 'ok', t('sift-receipt-saved'), t('sift-receipt-saved.keep'));
  }
}
