// Attachments, shown safely: what a file is was decided by its content, and only these types are shown. Everything
// else can only be saved. The bytes come out of the worker and never touch the network.

import type { Shown } from '../wire';
import { el, icon, saveFile, type IconName } from './dom';
import { size } from './format';
import { t } from './texts';
import type { Work } from './work';

const PICTURES = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp']);
const SOUNDS = new Set(['audio/ogg', 'audio/mpeg', 'audio/mp4', 'audio/wav', 'audio/aac', 'audio/flac', 'audio/webm']);
const FILMS = new Set(['video/mp4', 'video/webm', 'video/3gpp']);
const MAX_THUMB_BYTES = 12_000_000;

export const isPicture = (type: string): boolean => PICTURES.has(type);

type Attached = NonNullable<Shown['attachments']>[number];

/** Loads a picture when it comes near the screen, and lets it go with its row. */
const lazy = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (!isIntersecting) continue;
    lazy.unobserve(target);
    loaders.get(target)?.();
  }
}, { rootMargin: '600px 0px' });
const loaders = new WeakMap<Element, () => void>();
const urls = new WeakMap<Element, string>();

/** Gives back the memory of the attachments below an element that is thrown away. */
export function forgetMedia(below: Element): void {
  for (const element of below.querySelectorAll('[data-media]')) {
    lazy.unobserve(element);
    const url = urls.get(element);
    if (url !== undefined) URL.revokeObjectURL(url);
  }
}

/** Returns the blob address of an attachment; its type is one that was checked. */
export async function blobUrl(work: Work, index: number, type: string): Promise<string> {
  return URL.createObjectURL(new Blob([await work.reader.attachment(index)], { type }));
}

export function attachmentElement(work: Work, attached: Attached): HTMLElement {
  const name = attached.name ?? t('sift-attachment-unnamed');
  const file = attached.index === null ? undefined : work.source.head.files[attached.index];
  if (!attached.present || file === undefined || attached.index === null) {
    return card('file', name, t('sift-attachment-absent'));
  }
  const { media_type: type, size_bytes: bytes } = file;
  const index = attached.index;
  const about = t('sift-attachment-about', { kind: kindOf(type), size: size(bytes) });
  if (PICTURES.has(type) && bytes <= MAX_THUMB_BYTES) return picture(work, index, type, name, about);
  const element = card(iconOf(type), name, about);
  const row = el('div', { class: 'att__acts' });
  if (SOUNDS.has(type) || FILMS.has(type)) row.append(playButton(work, index, type, name, element));
  if (type === 'application/pdf') row.append(openButton(work, index, name));
  row.append(saveButton(work, index, name));
  element.querySelector('.att__text')?.append(row);
  return element;
}

function kindOf(type: string): string {
  if (PICTURES.has(type) || type.startsWith('image/')) return t('sift-kind-picture');
  if (type.startsWith('audio/')) return t('sift-kind-sound');
  if (type.startsWith('video/')) return t('sift-kind-film');
  if (type === 'application/pdf') return t('sift-kind-pdf');
  return t('sift-kind-file');
}

function iconOf(type: string): IconName {
  if (type.startsWith('image/')) return 'picture';
  if (type.startsWith('audio/')) return 'sound';
  return type.startsWith('video/') ? 'film' : 'file';
}

function card(image: IconName, name: string, about: string): HTMLElement {
  const text = el('span', { class: 'att__text' }, el('bdi', { class: 'att__name' }, name), el('span', { class: 'subtle' }, about));
  return el('div', { class: 'att' }, icon(image), text);
}

function picture(work: Work, index: number, type: string, name: string, about: string): HTMLElement {
  const image = el('img', { class: 'att__picture', alt: t('sift-picture-alt', { name }), decoding: 'async', 'data-media': true });
  loaders.set(image, () => {
    void blobUrl(work, index, type).then((url) => {
      if (!image.isConnected) { URL.revokeObjectURL(url); return; }
      urls.set(image, url);
      image.src = url;
    });
  });
  lazy.observe(image);
  const caption = el('figcaption', {}, el('bdi', { class: 'att__name' }, name), el('span', { class: 'subtle' }, about));
  return el('figure', { class: 'att att--picture' }, image, caption);
}

function button(label: string, name: string, act: () => void): HTMLButtonElement {
  const element = el('button', { type: 'button', class: 'linkbtn', tabindex: '-1' }, label, el('span', { class: 'sr' }, ` ${name}`));
  element.addEventListener('click', act);
  return element;
}

function playButton(work: Work, index: number, type: string, name: string, card: HTMLElement): HTMLElement {
  const play = button(t('sift-play'), name, () => {
    void blobUrl(work, index, type).then((url) => {
      const player = el(type.startsWith('video/') ? 'video' : 'audio', { controls: true, src: url, 'aria-label': name, 'data-media': true });
      urls.set(player, url);
      play.remove();
      card.after(player);
      player.focus();
      // Not every browser plays what every phone records; the error says so and saving stays possible.
      player.addEventListener('error', () => { player.replaceWith(el('p', { class: 'small subtle' }, t('sift-cannot-play'))); });
      void player.play().catch(() => undefined);
    });
  });
  return play;
}

function openButton(work: Work, index: number, name: string): HTMLElement {
  return button(t('sift-open-pdf'), name, () => {
    void blobUrl(work, index, 'application/pdf').then((url) => {
      window.open(url, '_blank', 'noopener');
      setTimeout(() => { URL.revokeObjectURL(url); }, 600_000);
    });
  });
}

function saveButton(work: Work, index: number, name: string): HTMLElement {
  return button(t('sift-save-file'), name, () => {
    // As plain bytes: a browser must not run or show what it is.
    void work.reader.attachment(index).then((bytes) => { saveFile(name, bytes, 'application/octet-stream'); });
  });
}
