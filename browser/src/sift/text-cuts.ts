// Texts counted in code points, as the archive counts them, shown in a page that counts in UTF-16.

export interface Piece {
  text: string;
  /** The number of the span that it belongs to, or -1. */
  span: number;
}

export interface Span {
  from: number;
  to: number;
}

/** Cuts a text at spans, which may overlap; the earlier span wins. */
export function pieces(text: string, spans: Span[]): Piece[] {
  if (spans.length === 0) return [{ text, span: -1 }];
  const sorted = spans.map((span, index) => ({ ...span, index })).sort((a, b) => a.from - b.from);
  const found: Piece[] = [];
  const units = utf16Places(text, sorted.flatMap(({ from, to }) => [from, to]));
  let at = 0;
  for (const { from, to, index } of sorted) {
    const [start, end] = [Math.max(units(from), at), units(to)];
    if (end <= start) continue;
    if (at < start) found.push({ text: text.slice(at, start), span: -1 });
    found.push({ text: text.slice(start, end), span: index });
    at = end;
  }
  if (at < text.length) found.push({ text: text.slice(at), span: -1 });
  return found;
}

/** Returns a function from code points to UTF-16 for these places; one walk over the text. */
function utf16Places(text: string, wanted: number[]): (codePoint: number) => number {
  const places = new Map<number, number>();
  const sorted = [...new Set(wanted)].sort((a, b) => a - b);
  let [unit, point] = [0, 0];
  for (const place of sorted) {
    while (point < place && unit < text.length) {
      unit += (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1;
      point += 1;
    }
    places.set(place, unit);
  }
  return (codePoint) => places.get(codePoint) ?? text.length;
}

/** The number of code points in the first `unit` UTF-16 units of a text. */
export function codePoints(text: string, unit = text.length): number {
  let n = 0;
  for (let at = 0; at < unit; at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1) n += 1;
  return n;
}
