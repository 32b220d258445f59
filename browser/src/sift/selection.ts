// What was chosen, as the archive's own tools read it (docs/formats/submission.md), and the words for it.

import type { Told } from '../wire';
import { positionsText } from './choice';
import { number } from './format';
import type { Source } from './send';
import { t } from './texts';
import { startsFull, type Context, type Work } from './work';

const PAGE_OF_ROWS = 1000;

/** The regime under which something is handed in. */
export function regimeOf(context: Context, id: string): object {
  const regime = context.regimes.find((one) => one.id === id) ?? context.regimes[0];
  return {
    kind: regime?.start === 'full' ? 'select-out' : 'select-in',
    policy: regime?.policy ?? context.policy ?? regime?.label ?? '',
    policy_date: context.policy_date,
  };
}

/** The selection as `zegel-sift` reads it (docs/formats/submission.md). */
async function selectionOf(work: Work): Promise<object> {
  const { choice, context, decisions, source } = work;
  const kept = choice.toString();
  const rules: object[] = kept === '' ? [] : [{ keep: { positions: kept } }];
  if (startsFull(context, decisions.regime)) rules.unshift({ drop: { all: true } });
  const cuts = decisions.cuts.filter(({ position }) => choice.has(position));
  const everywhere = decisions.everywhere
    .map(({ text, positions, ground }) => ({ text, ground, positions: positionsText(positions.filter((at) => choice.has(at))) }))
    .filter(({ positions }) => positions !== '');
  const names = Object.keys(decisions.pictures).length > 0 ? await keptNames(work) : new Set<string>();
  const attachments = Object.entries(decisions.pictures).filter(([name]) => names.has(name)).map(([name, picture]) => ({
    name,
    regions: picture.boxes,
    strip_metadata: picture.strip,
    ...(picture.alt === '' ? {} : { alt: picture.alt }),
    ...(picture.ground === '' ? {} : { ground: picture.ground }),
  }));
  return {
    format: 'zegel-selection',
    version: 1,
    regime: regimeOf(context, decisions.regime),
    rules,
    redact: [...cuts.map(({ position, from, to, ground }) => ({ position, from, to, ground })), ...everywhere],
    attachments,
    ...(decisions.hideTitle === '' ? {} : { hide_title: decisions.hideTitle }),
    ...((context.notices ?? []).length === 0 ? {} : { notices: context.notices }),
    ...(context.suggestions === undefined ? {} : { suggestions: context.suggestions }),
    ...(decisions.notKept === '' || choice.n === source.head.messages ? {} : { not_kept: decisions.notKept }),
  };
}

/** The names of the attachments of the chosen messages. */
async function keptNames({ choice, reader, source }: Work): Promise<Set<string>> {
  const positions: number[] = [];
  for (let position = 1; position <= source.head.messages; position += 1) {
    if (choice.has(position) && (source.attached[position - 1] ?? 0) > 0) positions.push(position);
  }
  const names = new Set<string>();
  for (let at = 0; at < positions.length; at += PAGE_OF_ROWS) {
    for (const { attachments } of await reader.page(positions.slice(at, at + PAGE_OF_ROWS))) {
      for (const { name } of attachments ?? []) if (name !== null) names.add(name);
    }
  }
  return names;
}

/** The chosen messages of an export, to be handed in. */
export function chosen(work: Work): Source {
  return {
    async make(order, watch) {
      const grounds = work.context.grounds.map(({ id, label }) => ({ code: id, label }));
      return work.reader.submit({ selection: await selectionOf(work), grounds, order }, watch);
    },
    sentence: (told: Told) => t('sift-send-sentence', {
      kept: told.n_kept, of: told.n_messages, ofn: number(told.n_messages), files: told.n_files,
    }),
    left(told: Told) {
      const left = told.n_messages - told.n_kept;
      return left === 0 ? t('sift-send-left-none') : t('sift-send-left', { n: left });
    },
  };
}
