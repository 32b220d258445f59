// Which messages are kept: one bit per message, with undo. It knows nothing of the page.

interface Act {
  positions: Uint32Array;
  keeps: boolean;
}

const MAX_UNDO = 100;

export class Choice {
  /** 1 where the message with this position (from 1) is kept. */
  readonly #bits: Uint8Array;
  #n = 0;
  #acts: Act[] = [];
  /** Is told after every change. */
  onchange: () => void = () => undefined;

  constructor(readonly nMessages: number, startsFull: boolean) {
    this.#bits = new Uint8Array(nMessages + 1).fill(startsFull ? 1 : 0, 1);
    this.#n = startsFull ? nMessages : 0;
  }

  get n(): number { return this.#n; }
  get canUndo(): boolean { return this.#acts.length > 0; }

  has(position: number): boolean {
    return this.#bits[position] === 1;
  }

  /** Keeps or drops messages; returns how many changed. */
  set(positions: Iterable<number>, keeps: boolean): number {
    const changed = Uint32Array.from([...positions].filter((position) => this.has(position) !== keeps));
    if (changed.length === 0) return 0;
    this.#acts.push({ positions: changed, keeps });
    if (this.#acts.length > MAX_UNDO) this.#acts.shift();
    this.#apply(changed, keeps);
    return changed.length;
  }

  /** Takes the last act back; returns how many messages changed. */
  undo(): number {
    const act = this.#acts.pop();
    if (act === undefined) return 0;
    this.#apply(act.positions, !act.keeps);
    return act.positions.length;
  }

  #apply(positions: Uint32Array, keeps: boolean): void {
    for (const position of positions) this.#bits[position] = keeps ? 1 : 0;
    this.#n += keeps ? positions.length : -positions.length;
    this.onchange();
  }

  /** Counts the kept messages from `first` up to and with `last`. */
  count(first: number, last: number): number {
    let n = 0;
    for (let position = first; position <= last; position += 1) n += this.#bits[position] ?? 0;
    return n;
  }

  /** The kept messages as stretches without a gap. */
  stretches(): [first: number, last: number][] {
    const found: [number, number][] = [];
    for (let position = 1; position <= this.nMessages; position += 1) {
      if (this.#bits[position] !== 1) continue;
      const first = position;
      while (this.#bits[position + 1] === 1) position += 1;
      found.push([first, position]);
    }
    return found;
  }

  /** Writes the kept positions as `12-40,77`. */
  toString(): string {
    return rangesText(this.stretches());
  }

  /** Takes over positions that were written with `toString`; there is nothing to undo then. */
  load(text: string): void {
    this.#bits.fill(0);
    this.#acts = [];
    for (const part of text.split(',').filter((part) => part !== '')) {
      const [first = 0, last = first] = part.split('-').map(Number);
      if (1 <= first && first <= last && last <= this.nMessages) this.#bits.fill(1, first, last + 1);
    }
    this.#n = this.count(1, this.nMessages);
    this.onchange();
  }
}

export function rangesText(stretches: [number, number][]): string {
  return stretches.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`)).join(',');
}

/** Writes positions, in any order, as `12-40,77`. */
export function positionsText(positions: Iterable<number>): string {
  const stretches: [number, number][] = [];
  for (const position of [...new Set(positions)].sort((a, b) => a - b)) {
    const last = stretches.at(-1);
    if (last !== undefined && last[1] + 1 === position) last[1] = position;
    else stretches.push([position, position]);
  }
  return rangesText(stretches);
}

/** How many positions a text such as `12-40,77` names. */
export function countOf(positions: string): number {
  if (positions === '') return 0;
  return positions.split(',').reduce((n, part) => {
    const [first = 0, last = first] = part.split('-').map(Number);
    return n + last - first + 1;
  }, 0);
}
