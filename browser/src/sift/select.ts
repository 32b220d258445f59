// Step 2: the transcript, the months, the search, the selection, and how a change of the choice reaches them all.

import { ask, say } from './ask';
import { byId } from './dom';
import { Finder } from './find';
import { Chooser } from './keys';
import { refreshNotice, showNotice } from './notice';
import { Panel } from './panel';
import { followMonths, Rail } from './rail';
import { Redactor } from './redact';
import { Transcript } from './transcript';
import type { Work } from './work';

/** Builds the transcript and what stands around it; `save` is called after every change of the choice. */
export function buildSelect(work: Work, save: () => void): { finder: Finder; redactor: Redactor } {
  const { signal } = work;
  let finder: Finder | undefined;
  let isRefreshing = false;
  const host = byId('sift-transcript');
  const transcript = new Transcript(host, work, { acts: 'choose', prefix: '', marks: (position) => finder?.marks(position) ?? [] });
  const goTo = (position: number): void => void transcript.goTo(position, 'start').then((row) => { row?.querySelector<HTMLElement>('.cb')?.focus({ preventScroll: true }); });
  const rail = new Rail(byId('sift-months'), byId<HTMLSelectElement>('sift-month-select'), work, goTo);
  const chooser = new Chooser(transcript, work, { ask, say, leave: () => { byId('sift-search').focus(); } });
  const panel = new Panel(work, {
    count: byId('sift-count'), of: byId('sift-count-of'), list: byId('sift-stretches'), more: byId('sift-stretches-more'),
    dock: byId('sift-dock-count'), undo: byId<HTMLButtonElement>('sift-undo'),
  }, {
    goTo,
    drop: (first, last) => void chooser.set(Transcript.all(last).subarray(first - 1), false).then(() => { byId('sift-stretches').focus(); }),
  });
  finder = new Finder(transcript, work, {
    input: byId<HTMLInputElement>('sift-search'), count: byId('sift-hits'), previous: byId<HTMLButtonElement>('sift-previous'), next: byId<HTMLButtonElement>('sift-next'), filter: byId<HTMLSelectElement>('sift-filter'),
    say: (words) => { byId('sift-filtered').textContent = words; say(words); },
  });
  byId('sift-undo').addEventListener('click', () => {
    chooser.undo();
    if (!work.choice.canUndo) byId('sift-panel-title').focus();
  }, { signal });
  const size = byId<HTMLSelectElement>('sift-chunk');
  size.addEventListener('change', () => { transcript.chunkSize = Number(size.value); }, { signal });
  host.addEventListener('click', (event) => {
    const whole = (event.target as Element).closest<HTMLElement>('[data-whole]');
    if (whole !== null) void transcript.redrawRow(Number(whole.dataset['whole']), true);
  }, { signal });
  // A choice of many messages changes much of the page; it is brought in line once per frame.
  work.choice.onchange = () => {
    save();
    if (isRefreshing) return;
    isRefreshing = true;
    requestAnimationFrame(() => {
      isRefreshing = false;
      transcript.refresh();
      rail.refresh();
      panel.refresh();
      refreshNotice(work);
    });
  };
  followMonths(host, rail, signal);
  // The days stick below the search, which grows when it has something to say.
  const tools = byId('sift-tools');
  const sizes = new ResizeObserver(() => { host.style.setProperty('--app-tools', `${tools.offsetHeight}px`); });
  sizes.observe(tools);
  signal.addEventListener('abort', () => { sizes.disconnect(); });
  const redactor = new Redactor(byId('sift-redact-transcript'), byId('sift-redactions'), work);
  transcript.show(Transcript.all(work.source.head.messages));
  void showNotice(work, goTo);
  return { finder, redactor };
}
