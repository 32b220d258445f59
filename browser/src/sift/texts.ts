// The texts of the page, in the language of the page. The file is the one that the server prints its pages from.

import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';

export const language = document.documentElement.lang || 'nl';

let bundle = new FluentBundle(language, { useIsolating: false });

/** Loads the texts; without them the page cannot say anything, so a failure is the caller's. */
export async function loadTexts(): Promise<void> {
  const answer = await fetch(`/assets/texts/${language}/sift.ftl`);
  if (!answer.ok) throw new Error(`texts: ${answer.status}`);
  bundle = new FluentBundle(language, { useIsolating: false });
  bundle.addResource(new FluentResource(await answer.text()));
}

/** Returns the text with this id; `.part` names an attribute. A missing text shows as its id. */
export function t(id: string, variables: Record<string, FluentVariable> = {}): string {
  const [name = id, part] = id.split('.');
  const message = bundle.getMessage(name);
  const pattern = part === undefined ? message?.value : message?.attributes[part];
  return pattern === null || pattern === undefined ? `[${id}]` : bundle.formatPattern(pattern, variables);
}

export function hasText(id: string): boolean {
  return bundle.hasMessage(id);
}
