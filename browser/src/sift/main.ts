// The sifting page: one step after the other, on the owner's own device. Nothing of the file is sent before
// "Indienen" (requirement S2); until then this page asks the server for its context and nothing else.

import type { Failure, Head, Progress } from '../wire';
import { ask, say, tell, untell } from './ask';
import { Choice, countOf } from './choice';
import { Drafts } from './draft';
import { byId, el, fillSelect, turn } from './dom';
import type { Finder } from './find';
import { nowDate, nowTime, size } from './format';
import { Keep, type Kept } from './keep';
import type { Form } from './form';
import { NOTE, NoteForm } from './note';
import { askContext, offered, offerExport, showPlace, whyNoContext, type Taken } from './place';
import { Reader, Refused } from './reader';
import type { Redactor } from './redact';
import { facts, Report } from './report';
import { buildSelect } from './select';
import { chosen } from './selection';
import { Sender } from './send';
import { SHOTS, ShotsForm } from './shots';
import { NUMBER, paint, type Step } from './steps';
import { Suggestions } from './suggest';
import { hasText, loadTexts, t } from './texts';
import { columns, groundChoices, noDecisions, startsFull, type Context, type Decisions, type Export, type Work } from './work';

const SAVE_AFTER_MS = 600;

interface Opened {
  /** The name of the file; its bytes are with the worker. */
  name: string;
  sha256: string;
  head: Head;
  decisions: Decisions;
  kept: Kept | undefined;
}

interface Saved {
  positions: string;
  decisions: Decisions;
}

class Page {
  readonly #reader = new Reader();
  #context!: Context;
  #keep: Keep | undefined;
  #opened: Opened | undefined;
  #work: Work | undefined;
  #finder: Finder | undefined;
  #redactor: Redactor | undefined;
  #sender: Sender | undefined;
  /** What is handed in without an export. */
  #form: Form | undefined;
  readonly #forms = new Map<string, Form>();
  #drafts: Drafts | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #step: Step = 'choose';
  #regime = '';
  #building: AbortController | undefined;

  async start(): Promise<void> {
    await loadTexts();
    const answer = await askContext();
    if (!answer.ok) {
      const [what, help] = await whyNoContext(answer);
      byId('sift-loading').hidden = true;
      this.#show('choose', false);
      tell(byId('sift-problem'), 'error', what, help);
      return;
    }
    this.#context = await answer.json() as Context;
    showPlace(this.#context);
    offerExport(this.#context, (name) => void this.#openOffered(name));
    this.#keep = await Keep.open(this.#context.owner.id);
    await this.#reader.start();
    this.#wire();
    // Who works without the server has no archive to save a draft at.
    if (this.#context.own === undefined) this.#drafts = new Drafts(this.#keep);
    await this.#drafts?.show();
    await this.#showUnfinished();
    byId('sift-loading').hidden = true;
    this.#show('choose', false);
    document.body.dataset['ready'] = 'yes';
  }

  async #openOffered(name: string): Promise<void> {
    const taken = await offered(name).catch(() => undefined);
    if (taken !== undefined) await this.#open(taken);
    else tell(byId('sift-problem'), 'error', t('sift-cannot-read', { name }), t('sift-own-stopped.safe'));
  }

  #wire(): void {
    const input = byId<HTMLInputElement>('sift-file');
    const drop = byId('sift-drop');
    input.addEventListener('change', () => { const [file] = input.files ?? []; if (file) void this.#open({ name: file.name, bytes: file }); input.value = ''; });
    for (const type of ['dragover', 'drop']) addEventListener(type, (event) => { event.preventDefault(); });
    addEventListener('dragover', () => { drop.classList.add('is-over'); });
    for (const type of ['dragleave', 'drop']) addEventListener(type, () => { drop.classList.remove('is-over'); });
    addEventListener('drop', (event) => {
      const file = event.dataTransfer?.files[0];
      if (file && (this.#step === 'choose' || this.#step === 'report')) void this.#open({ name: file.name, bytes: file });
    });
    byId('sift-write-note').addEventListener('click', () => void this.#fill(NOTE, () => new NoteForm(this.#context, this.#reader, this.#keep)));
    byId('sift-take-shots').addEventListener('click', () => void this.#fill(SHOTS, () => new ShotsForm(this.#context, this.#reader, this.#keep)));
    for (const id of ['sift-note-form', 'sift-shots-form']) {
      byId(id).addEventListener('submit', (event) => { event.preventDefault(); void this.#formDone(); });
    }
    byId('sift-cancel').addEventListener('click', () => void this.#cancel());
    byId('sift-other-file').addEventListener('click', () => void this.#cancel());
    byId('sift-forget-all').addEventListener('click', () => void this.#forgetAll());
    byId('sift-resume').addEventListener('click', () => { this.#begin(true); });
    byId('sift-fresh').addEventListener('click', () => void this.#fresh());
    byId('sift-begin').addEventListener('click', () => { this.#begin(false); });
    for (const button of document.querySelectorAll<HTMLElement>('[data-go]')) {
      button.addEventListener('click', () => void this.#go(button.dataset['go'] as Step));
    }
    for (const link of document.querySelectorAll<HTMLAnchorElement>('.steps [data-step] a')) {
      link.addEventListener('click', (event) => { event.preventDefault(); void this.#go(link.dataset['to'] as Step); });
    }
    byId('sift-later').addEventListener('click', () => void this.#later());
    byId('sift-elsewhere').addEventListener('click', () => void this.#elsewhere());
    byId('sift-drop-work').addEventListener('click', () => void this.#dropWork());
    // On narrow screens the selection lies under the dock until it is asked for.
    const dock = byId('sift-dock-open');
    const showBasket = (isOpen: boolean): void => {
      dock.setAttribute('aria-expanded', String(isOpen));
      byId('sift-basket').classList.toggle('is-open', isOpen);
      if (isOpen) byId('sift-panel-title').focus();
    };
    dock.addEventListener('click', () => { showBasket(dock.getAttribute('aria-expanded') === 'false'); });
    byId('sift-basket').addEventListener('click', (event) => { if ((event.target as Element).closest('a, [data-go]') !== null) showBasket(false); });
    addEventListener('popstate', (event) => void this.#go((event.state as { step?: Step } | null)?.step ?? 'choose', false));
  }

  // Step 1: the file.

  async #open({ name, bytes }: Taken): Promise<void> {
    untell(byId('sift-problem'));
    this.#form = undefined;
    byId('sift-file-name').textContent = name;
    byId('sift-drop').hidden = true;
    byId('sift-busy').hidden = false;
    try {
      await this.#reader.open(bytes, (progress) => { this.#progress(progress); });
      const decisions = noDecisions();
      const [first, sha256] = await Promise.all([this.#read(name, decisions), this.#reader.hash()]);
      const kept = await this.#keep?.load(sha256);
      if (kept !== undefined) {
        const { dateOrder, zone, regime, me, marks } = (kept.work as Saved).decisions;
        Object.assign(decisions, { dateOrder, zone, regime, me, marks: { ...marks } });
      }
      // What was decided about its dates or times in an earlier sitting changes how it is read.
      const { head, damage } = decisions.dateOrder === '' && decisions.zone === '' ? first : await this.#read(name, decisions);
      this.#opened = { name, sha256, head, decisions, kept };
      await this.#report(damage);
    } catch (error) {
      if (error instanceof Refused && error.failure.code === 'cancelled') return;
      const code = error instanceof Refused ? error.failure.code : 'unknown';
      if (code === 'module-stopped') await this.#reader.stop().catch(() => undefined);
      const why = hasText(`sift-fault-${code}`) ? t(`sift-fault-${code}`) : t('sift-fault-other', { code });
      this.#show('choose', false);
      tell(byId('sift-problem'), 'error', t('sift-cannot-read', { name }), why);
    } finally {
      byId('sift-busy').hidden = true;
      byId('sift-drop').hidden = false;
    }
  }

  #read(name: string, decisions: Decisions): Promise<{ head: Head; damage: Failure | undefined }> {
    return this.#reader.read({
      today: this.#context.today,
      file_name: name,
      ...(decisions.dateOrder === '' ? {} : { date_order: decisions.dateOrder }),
      ...(decisions.zone === '' ? {} : { zone: decisions.zone }),
    }, (progress) => { this.#progress(progress); });
  }

  #progress({ step, done, total }: Progress): void {
    byId('sift-busy-words').textContent = t(`sift-reading-${step}`, { done: size(done), total: size(total) });
    const bar = byId('sift-busy').querySelector('progress');
    if (bar !== null) { bar.max = Math.max(1, total); bar.value = done; }
  }

  async #cancel(): Promise<void> {
    byId('sift-busy').hidden = true;
    byId('sift-drop').hidden = false;
    await this.#close();
    this.#show('choose');
    say(t('sift-said-stopped'));
  }

  async #close(): Promise<void> {
    this.#opened = undefined;
    this.#work = undefined;
    document.body.classList.remove('has-export');
    await this.#reader.stop();
    await this.#showUnfinished();
  }

  async #report(damage: Failure | undefined, isMove = true): Promise<void> {
    const opened = this.#opened;
    if (opened === undefined) return;
    const { decisions, head, kept } = opened;
    this.#head(head, opened.name);
    new Report(this.#context, decisions, async () => {
      const { head: again } = await this.#read(opened.name, decisions);
      opened.head = again;
      await this.#report(undefined, false);
    }).show(head);
    const place = byId('sift-damage');
    if (damage !== undefined || head.damaged !== null) tell(place, 'warning', t('sift-damaged'), t('sift-damaged.why'));
    else untell(place);
    byId('sift-kept').hidden = kept === undefined;
    byId('sift-begin').hidden = kept !== undefined;
    if (kept !== undefined) {
      const n = countOf((kept.work as Saved).positions);
      const saved = new Date(kept.savedAt);
      byId('sift-kept-words').textContent = t('sift-kept-words', { n, date: nowDate(saved), time: nowTime(saved), until: nowDate(new Date(kept.until)) });
    }
    if (!isMove) return;
    await turn();
    // It may have been stopped meanwhile.
    if (this.#opened === opened) this.#show('report');
  }

  #head(head: Head, fileName: string): void {
    byId('sift-title').textContent = head.conversation.title ?? fileName;
    byId('sift-facts').replaceChildren(...facts(head).map((fact) => el('span', { class: 'num' }, fact)));
    document.body.classList.add('has-export');
  }

  async #showUnfinished(): Promise<void> {
    const deadlines = await this.#keep?.deadlines(NOTE, SHOTS) ?? [];
    const place = byId('sift-unfinished');
    place.hidden = deadlines.length === 0;
    if (deadlines.length > 0) {
      byId('sift-unfinished-words').textContent = t('sift-unfinished', { n: deadlines.length, until: nowDate(new Date(Math.min(...deadlines))) });
    }
  }

  async #forgetAll(): Promise<void> {
    if (!await ask(t('sift-ask-forget'), t('sift-ask-forget.yes'))) return;
    await this.#keep?.forgetAll();
    await this.#showUnfinished();
    say(t('sift-said-forgotten'));
  }

  async #fresh(): Promise<void> {
    if (this.#opened === undefined || !await ask(t('sift-ask-forget'), t('sift-ask-forget.yes'))) return;
    await this.#keep?.forget(this.#opened.sha256);
    this.#opened.kept = undefined;
    this.#begin(false);
  }

  // Step 2: choosing.

  #begin(resumes: boolean): void {
    void this.#prepare(resumes).then(async (isReady) => {
      await turn();
      if (isReady && this.#work !== undefined) this.#show('select');
    });
  }

  async #prepare(resumes: boolean): Promise<boolean> {
    const opened = this.#opened;
    if (opened === undefined) return false;
    const { decisions, head } = opened;
    if (head.conversation.date_order_certainty === 'ambiguous') {
      tell(byId('sift-report-problem'), 'error', t('sift-dates-needed'));
      return false;
    }
    untell(byId('sift-report-problem'));
    const bytes = await this.#reader.columns();
    const source: Export = { fileName: opened.name, sha256: opened.sha256, head, ...columns(bytes, head.messages) };
    const choice = new Choice(head.messages, startsFull(this.#context, decisions.regime));
    if (resumes && opened.kept !== undefined) {
      const saved = opened.kept.work as Saved;
      choice.load(saved.positions);
      const { dateOrder, zone, me, marks } = decisions;
      Object.assign(decisions, structuredClone(saved.decisions), { dateOrder, zone, me, marks });
      byId('sift-saved').textContent = t('sift-saved-at', { time: nowTime(new Date(opened.kept.savedAt)) });
    } else {
      // Back from the questions of step 1: the choice stays, unless it now begins from the other side.
      const before = this.#work;
      if (before !== undefined && this.#regime === decisions.regime) choice.load(before.choice.toString());
      byId('sift-saved').textContent = t('sift-not-saved');
    }
    this.#regime = decisions.regime;
    this.#building?.abort();
    this.#building = new AbortController();
    const { signal } = this.#building;
    const suggestions = await Suggestions.of(this.#context, this.#reader);
    const work: Work = { reader: this.#reader, context: this.#context, source, choice, decisions, suggestions, signal, changed: () => { this.#save(); } };
    this.#work = work;
    this.#build(work);
    // From here on the choice on this page is the newest there is.
    opened.kept = undefined;
    byId('sift-kept').hidden = true;
    byId('sift-begin').hidden = false;
    return true;
  }

  #build(work: Work): void {
    const { finder, redactor } = buildSelect(work, () => { this.#save(); });
    this.#finder = finder;
    this.#redactor = redactor;
    this.#sender = new Sender(work.context, chosen(work), () => void this.#sent());
    const isFull = startsFull(work.context, work.decisions.regime);
    byId('sift-guide-empty').hidden = isFull;
    byId('sift-guide-full').hidden = !isFull;
  }

  // A note or screenshots instead of an export.

  async #fill(name: string, make: () => Form): Promise<void> {
    const form = this.#forms.get(name) ?? make();
    this.#forms.set(name, form);
    this.#form = form;
    await form.open();
    byId('sift-title').textContent = t(form.title);
    this.#show(form.step);
  }

  async #formDone(): Promise<void> {
    const form = this.#form;
    if (form === undefined || !form.isComplete()) return;
    this.#sender = new Sender(this.#context, form, () => void this.#sent());
    this.#show('send');
    await this.#sender.make();
  }

  // Saving on this device.

  #save(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#saveNow(), SAVE_AFTER_MS);
  }

  async #saveNow(): Promise<void> {
    clearTimeout(this.#timer);
    const work = this.#work;
    if (work === undefined || this.#step === 'done') return;
    const saved: Saved = { positions: work.choice.toString(), decisions: work.decisions };
    try {
      const kept = await this.#keep?.save(work.source.sha256, saved);
      byId('sift-saved').textContent = kept === undefined ? t('sift-not-saving') : t('sift-saved-at', { time: nowTime(new Date(kept.savedAt)) });
    } catch {
      byId('sift-saved').textContent = t('sift-not-saving');
    }
  }

  async #later(): Promise<void> {
    await this.#saveNow();
    await ask(t('sift-later-words'), t('sift-later-words.yes'));
  }

  async #elsewhere(): Promise<void> {
    await this.#saveNow();
    const work = this.#work;
    if (work !== undefined) this.#drafts?.save(work.source.sha256, work.source.fileName, { positions: work.choice.toString(), decisions: work.decisions } satisfies Saved);
  }

  async #dropWork(): Promise<void> {
    if (this.#work === undefined || !await ask(t('sift-ask-forget'), t('sift-ask-forget.yes'))) return;
    clearTimeout(this.#timer);
    await this.#keep?.forget(this.#work.source.sha256);
    await this.#close();
    this.#show('choose');
    say(t('sift-said-forgotten'));
  }

  // The steps.

  async #go(step: Step, isMove = true): Promise<void> {
    const work = this.#work;
    if (work === undefined && this.#form !== undefined && step !== 'choose' && step !== 'report') { this.#show(this.#form.step, isMove); return; }
    if (step === 'choose' || step === 'report') { this.#show(this.#opened === undefined ? 'choose' : 'report', isMove); return; }
    if (work === undefined) return;
    if (NUMBER[step] > 2 && work.choice.n === 0) {
      tell(byId('sift-select-problem'), 'error', t('sift-nothing-chosen'), t('sift-nothing-chosen.do'));
      return;
    }
    untell(byId('sift-select-problem'));
    if (step === 'select') this.#finder?.fillFilter();
    if (step === 'details') this.#details(work);
    if (step === 'send' && !this.#detailsDone(work)) return;
    this.#show(step, isMove);
    if (step === 'redact') this.#redactor?.open();
    if (step === 'send') await this.#sender?.make();
  }

  #details(work: Work): void {
    const { context, decisions, choice, source } = work;
    const left = source.head.messages - choice.n;
    byId('sift-not-kept-field').hidden = left === 0;
    byId('sift-not-kept-words').textContent = t('sift-not-kept-words', { n: left });
    const notKept = byId<HTMLSelectElement>('sift-not-kept');
    fillSelect(notKept, groundChoices(context, 'not-kept', t('sift-pick-ground')), decisions.notKept);
    notKept.onchange = () => { decisions.notKept = notKept.value; this.#save(); };
    const title = source.head.conversation.title;
    byId('sift-hide-title-field').hidden = title === null;
    byId('sift-hide-title-words').textContent = t('sift-hide-title-words', { title: title ?? '' });
    const hide = byId<HTMLSelectElement>('sift-hide-title');
    const choices = groundChoices(context, 'redaction', t('sift-hide-title-no'));
    fillSelect(hide, choices.map(([id, label]): [string, string] => [id, id === '' ? label : t('sift-hide-title-yes', { ground: label })]), decisions.hideTitle);
    hide.onchange = () => { decisions.hideTitle = hide.value; this.#save(); };
  }

  #detailsDone(work: Work): boolean {
    const isMissing = work.choice.n < work.source.head.messages && work.decisions.notKept === '';
    if (!isMissing) { untell(byId('sift-details-problem')); return true; }
    this.#details(work);
    this.#show('details', false);
    const link = el('a', { href: '#sift-not-kept' }, t('sift-needs-ground'));
    link.addEventListener('click', (event) => { event.preventDefault(); byId('sift-not-kept').focus(); });
    tell(byId('sift-details-problem'), 'error', t('sift-one-thing-missing'), el('p', {}, link));
    byId('sift-not-kept').setAttribute('aria-invalid', 'true');
    return false;
  }

  async #sent(): Promise<void> {
    clearTimeout(this.#timer);
    const sha256 = this.#work?.source.sha256;
    byId('sift-after-copies').hidden = sha256 === undefined && this.#form?.step !== 'shots';
    this.#show('done');
    if (sha256 === undefined) await this.#form?.forget().catch(() => undefined);
    else {
      await this.#keep?.forget(sha256).catch(() => undefined);
      await this.#drafts?.handedIn(sha256);
    }
    // The export leaves the memory of this tab; the receipt stays until it is saved.
    await this.#reader.stop().catch(() => undefined);
  }

  #show(step: Step, isMove = true): void {
    if (this.#step === 'done' && step !== 'done') { location.reload(); return; }
    this.#step = step;
    // A note and screenshots have no steps in between.
    paint(step, this.#work === undefined && this.#form !== undefined && step !== 'choose' && step !== 'report');
    if (step === 'choose') {
      byId('sift-title').textContent = t('sift-page-title');
      byId('sift-facts').replaceChildren();
    }
    if (!isMove) return;
    history.pushState({ step }, '', `#${step}`);
    scrollTo({ top: 0 });
    byId('sift-title').focus({ preventScroll: true });
  }
}

const page = new Page();
page.start().catch(() => {
  byId('sift-loading').hidden = true;
  byId('sift-no-start').hidden = false;
});
