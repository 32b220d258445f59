// What the page works on: the export, the context that the archive gives, and what the owner decided.

import type { Head } from '../wire';
import type { Choice } from './choice';
import type { Reader } from './reader';
import type { Suggestions } from './suggest';

/** `GET /api/v1/sift-context`. */
export interface Context {
  archive: { name: string; recipient: string };
  owner: { id: string; name: string };
  today: string;
  language: string;
  /** `uses` says where a ground may be used; without it everywhere. */
  grounds: { id: string; label: string; uses?: string[] }[];
  regimes: { id: string; label: string; start: 'empty' | 'full'; policy?: string }[];
  policy?: string;
  policy_date: string;
  /** The texts of the notice to chat partners, in every version. */
  notices?: { language: string; version: number; text: string }[];
  /** Absent where the body did not switch suggestions on. */
  suggestions?: { detectors: string[]; add_words: string[]; leave_out_words: string[] };
  /** Only on the owner's own machine (`zegel sift --page`). */
  own?: { file: { name: string; size_bytes: number } | null; out: string; receipt: string; recognises: boolean };
}

export type GroundUse = 'not-kept' | 'redaction';

/** The grounds for one use, as choices of a select with an empty one in front. */
export function groundChoices(context: Context, use: GroundUse, empty: string): [string, string][] {
  const fitting = context.grounds.filter((ground) => ground.uses?.includes(use) ?? true);
  return [['', empty], ...fitting.map((ground): [string, string] => [ground.id, ground.label])];
}

export const NOBODY = 0xffff_ffff;
export const KINDS = ['text', 'attachment', 'system', 'deleted', 'call', 'location', 'contact', 'poll', 'unknown'] as const;
export const SYSTEM = 2;

/** An export that was read. The columns are indexed by position - 1. */
export interface Export {
  fileName: string;
  sha256: string;
  head: Head;
  minutes: Int32Array;
  senders: Uint32Array;
  kinds: Uint8Array;
  attached: Uint8Array;
}

/** Cuts the answer of `zegel_columns` into its four columns. */
export function columns(bytes: Uint8Array<ArrayBuffer>, n: number): Pick<Export, 'minutes' | 'senders' | 'kinds' | 'attached'> {
  const { buffer } = bytes;
  return {
    minutes: new Int32Array(buffer, 0, n),
    senders: new Uint32Array(buffer, 4 * n, n),
    kinds: new Uint8Array(buffer, 8 * n, n),
    attached: new Uint8Array(buffer, 9 * n, n),
  };
}

/** A span of one message that is taken out, in code points. */
export interface Cut {
  position: number;
  from: number;
  to: number;
  text: string;
  ground: string;
}

/** A text that is taken out wherever it stands in these messages. */
export interface Everywhere {
  text: string;
  positions: number[];
  /** Where it stands, for showing it. */
  places: [position: number, from: number, to: number][];
  ground: string;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What is done to one picture. */
export interface PictureWork {
  boxes: Box[];
  strip: boolean;
  alt: string;
  ground: string;
}

export type Mark = 'business' | 'private';

/** What the owner decided beside the choice itself; it is kept as JSON. */
export interface Decisions {
  regime: string;
  dateOrder: string;
  zone: string;
  me: string;
  marks: Record<string, Mark>;
  cuts: Cut[];
  everywhere: Everywhere[];
  pictures: Record<string, PictureWork>;
  notKept: string;
  hideTitle: string;
}

export function noDecisions(): Decisions {
  return {
    regime: '', dateOrder: '', zone: '', me: '', marks: {}, cuts: [], everywhere: [], pictures: {}, notKept: '', hideTitle: '',
  };
}

/** Everything that the parts of the page share. */
export interface Work {
  reader: Reader;
  context: Context;
  source: Export;
  choice: Choice;
  decisions: Decisions;
  /** What may be personal data, where the body switched that on. */
  suggestions: Suggestions | undefined;
  /** Ends the listeners of this work when another one begins. */
  signal: AbortSignal;
  /** Saves the work on this device; called after every decision. */
  changed: () => void;
}

export function startsFull(context: Context, regime: string): boolean {
  return context.regimes.find(({ id }) => id === regime)?.start === 'full';
}
