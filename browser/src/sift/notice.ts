// The notice to chat partners (requirement U5), found back in the export: the page says where it stands, and offers to
// keep it, so that the submission can state that it was sent.

import { byId, el } from './dom';
import { dayPlain, time } from './format';
import { t } from './texts';
import type { Work } from './work';

/** Looks for the notice, and shows what was found; nothing where the archive has no text for it. */
export async function showNotice(work: Work, goTo: (position: number) => void): Promise<void> {
  const { context, reader, source, choice, signal } = work;
  const place = byId('sift-notice');
  place.hidden = true;
  const notices = context.notices ?? [];
  if (notices.length === 0) return;
  const [found] = await reader.notice({ notices }).catch(() => []);
  if (signal.aborted) return;
  place.hidden = false;
  const words = byId('sift-notice-words');
  const button = byId<HTMLButtonElement>('sift-notice-keep');
  button.hidden = found === undefined;
  if (found === undefined) {
    words.replaceChildren(t('sift-notice-none'), ' ', el('a', { href: '/bericht-aan-gesprekspartners', target: '_blank', rel: 'noopener' }, t('sift-notice-copy')));
    return;
  }
  const minutes = source.minutes[found - 1] ?? 0;
  const link = el('a', { href: '#gesprek' }, `${dayPlain(minutes)}, ${time(minutes)}`);
  link.addEventListener('click', (event) => { event.preventDefault(); goTo(found); });
  words.replaceChildren(t('sift-notice-found'), ' ', link);
  // The button follows with the boxes, in the frame after the change.
  button.onclick = () => { choice.set([found], !choice.has(found)); };
  place.dataset['position'] = String(found);
  refreshNotice(work, found);
}

/** Brings the button in line with the choice. */
export function refreshNotice({ choice }: Work, position = Number(byId('sift-notice').dataset['position'] ?? 0)): void {
  if (position === 0) return;
  const button = byId<HTMLButtonElement>('sift-notice-keep');
  button.textContent = t(choice.has(position) ? 'sift-notice-kept' : 'sift-notice-keep');
  button.setAttribute('aria-pressed', String(choice.has(position)));
}
