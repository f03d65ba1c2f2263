import type { LogFilter, Order } from '../../shared/contract/log.ts';
import { keysOf } from '../../shared/domain/keys.ts';

/** Earlier and later than any instant, milliseconds since 1970. */
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
  // The plus keeps SQLite from sorting session by session: the shift's time is known and walked through.
  shiftId: () => '+e.session_id IN (SELECT id FROM sessions WHERE shift_id = @shiftId)',
  source: () => "+e.session_id IN (SELECT id FROM sessions WHERE source ->> 'kind' = @source)",
  lane: () => 'e.lane = @lane',
  partNumber: () => 'e.part_number = @partNumber',
  verdict: () => 'e.verdict = @verdict',
  // Written out, so that the indexes of undecided and of decided entries serve.
  decision: ({ decision }) => (decision === 'undecided' ? 'e.decision IS NULL' : 'e.decision = @decision'),
  from: () => 'e.captured_at >= @from',
  to: () => 'e.captured_at < @to',
  minimumScore: () => 'e.score >= @minimumScore',
  maximumScore: () => 'e.score <= @maximumScore',
  cause: () => 'e.cause = @cause',
  search: () => String.raw`e.name LIKE @search ESCAPE '\'`,
} satisfies Record<keyof LogFilter, (filter: LogFilter) => string>;

/** Whether kept good parts are left out: they are a kind of their own, found where they or a certain part are asked for. */
export const leavesGoodOut = ({ verdict, search, partNumber }: LogFilter): boolean =>
  verdict === undefined ? search === undefined && partNumber === undefined : verdict !== 'good';

/** The conditions on entries `e`: those that a filter names, and that good ones are left out where none is asked for. */
export function conditionsOf(filter: LogFilter): string[] {
  const named = keysOf(conditions)
    .filter((name) => filter[name] !== undefined)
    .map((name) => conditions[name](filter));
  // Written as in the indexes of undecided entries, so that they serve.
  return leavesGoodOut(filter) ? [...named, "e.verdict <> 'good'"] : named;
}

/** A filter's values as the statements take them: the text that is searched for becomes a LIKE pattern, and a phrase. */
export function valuesOf(filter: LogFilter): LogFilter & { readonly phrase?: string } {
  if (filter.search === undefined) return filter;
  const literal = filter.search.replaceAll(/[\\%_]/g, (letter) => `\\${letter}`);
  return { ...filter, search: `%${literal}%`, phrase: `"${filter.search.replaceAll('"', '""')}"` };
}

/** The index of names knows three letters and more. */
export const isIndexedSearch = (search: string | undefined): boolean =>
  search !== undefined && Array.from(search).length >= 3;

/** Whether what fits is counted as the log grows; scores, names and part numbers are not. */
export function isCounted(filter: LogFilter): boolean {
  return [filter.partNumber, filter.minimumScore, filter.maximumScore, filter.search].every(
    (value) => value === undefined,
  );
}
