import { quarterMs, type TimeSpan } from '../../shared/domain/time-buckets.ts';

/** In place of a quarter: the whole session. */
export const wholeSession = -1;

/** How a span of a session is counted: from counts, and from rows where it cuts a quarter. */
export interface CountedSpan {
  /** Quarters, the last one exclusive. */
  readonly quarters: { readonly first: number; readonly end: number };
  /** What lies before and after them, each shorter than a quarter. */
  readonly edges: readonly TimeSpan[];
}

/**
 * Cuts a span of a session into what is counted already and what is not.
 *
 * @param session times of its first and last part
 */
export function countedSpan(
  session: { readonly first: number; readonly last: number },
  { from, to }: TimeSpan,
): CountedSpan {
  if (session.first >= from && session.last < to) {
    return { quarters: { first: wholeSession, end: wholeSession + 1 }, edges: [] };
  }
  const start = Math.max(from, session.first);
  const stop = Math.min(to, session.last + 1);
  if (start >= stop) return { quarters: { first: 0, end: 0 }, edges: [] };
  // Nothing lies before its first part and after its last: those quarters are whole.
  const first = start === session.first ? Math.floor(start / quarterMs) : Math.ceil(start / quarterMs);
  const end = stop === session.last + 1 ? Math.ceil(stop / quarterMs) : Math.floor(stop / quarterMs);
  if (first > end) return { quarters: { first: 0, end: 0 }, edges: [{ from: start, to: stop }] };
  const edges = [
    { from: start, to: Math.max(first * quarterMs, start) },
    { from: Math.min(end * quarterMs, stop), to: stop },
  ];
  return { quarters: { first, end }, edges: edges.filter((edge) => edge.from < edge.to) };
}
