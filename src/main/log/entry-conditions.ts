import type { LogFilter, Order } from '../../shared/contract/log.ts';
import { keysOf } from '../../shared/domain/keys.ts';

/** A span that contains every instant, milliseconds since 1970. */
export const always = { from: Number.MIN_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER } as const;

export const orders = {
  newest: 'e.captured_at DESC, e.id DESC',
  oldest: 'e.captured_at, e.id',
  'highest-score': 'e.score DESC, e.id DESC',
} as const satisfies Record<Order, string>;

const conditions = {
  productId: () => 'e.product_id = @productId',
  modelId: () => 'e.model_id = @modelId',
  sessionId: () => 'e.session_id = @sessionId',
  // The plus keeps SQLite from using the index by session, after which it would have to sort. The shift's span of time is known.
  shiftId: () => '+e.session_id IN (SELECT id FROM sessions WHERE shift_id = @shiftId)',
  source: () => "+e.session_id IN (SELECT id FROM sessions WHERE source ->> 'kind' = @source)",
  lane: () => 'e.lane = @lane',
  partNumber: () => 'e.part_number = @partNumber',
  verdict: () => 'e.verdict = @verdict',
  // Written in this form so that the indexes of undecided and of decided entries apply.
  decision: ({ decision }) => (decision === 'undecided' ? 'e.decision IS NULL' : 'e.decision = @decision'),
  from: () => 'e.captured_at >= @from',
  to: () => 'e.captured_at < @to',
  minimumScore: () => 'e.score >= @minimumScore',
  maximumScore: () => 'e.score <= @maximumScore',
  cause: () => 'e.cause = @cause',
  search: () => String.raw`e.name LIKE @search ESCAPE '\'`,
} satisfies Record<keyof LogFilter, (filter: LogFilter) => string>;

/** Tells whether a filter leaves kept good parts out. They appear only if the filter asks for good parts or for a certain part. */
export const leavesGoodOut = ({ verdict, search, partNumber }: LogFilter): boolean =>
  verdict === undefined ? search === undefined && partNumber === undefined : verdict !== 'good';

/** Returns the conditions on entries `e`: those of the filter, and the one that leaves good parts out. */
export function conditionsOf(filter: LogFilter): string[] {
  const named = keysOf(conditions)
    .filter((name) => filter[name] !== undefined)
    .map((name) => conditions[name](filter));
  // Written as in the indexes of undecided entries, so that they apply.
  return leavesGoodOut(filter) ? [...named, "e.verdict <> 'good'"] : named;
}

/** Returns a filter's values for the statements: the searched text becomes a LIKE pattern and a full-text phrase. */
export function valuesOf(filter: LogFilter): LogFilter & { readonly phrase?: string } {
  if (filter.search === undefined) return filter;
  const literal = filter.search.replaceAll(/[\\%_]/g, (letter) => `\\${letter}`);
  return { ...filter, search: `%${literal}%`, phrase: `"${filter.search.replaceAll('"', '""')}"` };
}

/** Tells whether the full-text index can find a text; it needs at least three characters. */
export const isIndexedSearch = (search: string | undefined): boolean =>
  search !== undefined && Array.from(search).length >= 3;

/** Tells whether the maintained counts answer a filter; they do not know scores, names and part numbers. */
export function isCounted(filter: LogFilter): boolean {
  return [filter.partNumber, filter.minimumScore, filter.maximumScore, filter.search].every(
    (value) => value === undefined,
  );
}
