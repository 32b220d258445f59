// Elements, made by code. Text from an export only ever becomes a text node.

type Attributes = Record<string, string | number | boolean | undefined>;
type Child = Node | string | null | undefined;

/** Makes an element; `true` sets an attribute without a value, `false` and `undefined` leave it out. */
export function el<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  set(element, attributes);
  for (const child of children) if (child !== null && child !== undefined) element.append(child);
  return element;
}

/** Ends the task: what was done and what comes are two short ones, between which the page hears its reader. */
export function turn(): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve, 0); });
}

const SVG = 'http://www.w3.org/2000/svg';

export function svg(name: string, attributes: Attributes = {}, ...children: Node[]): SVGElement {
  const element = document.createElementNS(SVG, name);
  set(element, attributes);
  element.append(...children);
  return element;
}

function set(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? '' : String(value));
  }
}

const ICONS = {
  file: 'M6 3h8l4 4v14H6z M14 3v4h4M9 12h6M9 16h6',
  picture: 'M4 5h16v14H4z m2 12 4-5 3 3 2-2 3 4M15.5 9.5v.01',
  sound: 'M5 10v4h3l4 4V6l-4 4z M15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11',
  film: 'M4 5h16v14H4z M10 9v6l5-3z',
  cross: 'm6 6 12 12M18 6 6 18',
} as const;

export type IconName = keyof typeof ICONS;

/** An icon stands for an action or a kind of file, never for decoration. */
export function icon(name: IconName): SVGElement {
  const path = svg('path', { d: ICONS[name] });
  return svg('svg', { class: 'i', viewBox: '0 0 24 24', 'aria-hidden': 'true', focusable: 'false' }, path);
}

/** Returns the element with this id, which the template promises. */
export function byId<T extends Element = HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no #${id}`);
  return element as unknown as T;
}

/** Fills a select with choices; the first one may be empty. */
export function fillSelect(select: HTMLSelectElement, choices: [value: string, label: string][], value?: string): void {
  select.replaceChildren(...choices.map(([of, label]) => el('option', { value: of }, label)));
  if (value !== undefined && choices.some(([of]) => of === value)) select.value = value;
}

/** Hands bytes to the person as a file. */
export function saveFile(name: string, bytes: BlobPart, type: string): void {
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  const link = el('a', { href: url, download: name });
  link.click();
  setTimeout(() => { URL.revokeObjectURL(url); }, 60_000);
}
