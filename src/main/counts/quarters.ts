import { quarterMs, type TimeSpan } from '../../shared/domain/time-buckets.ts';

/** Stands for the whole session instead of a quarter. */
export const wholeSession = -1;

/** A span of a session divided into quarters, which have counts, and the rest, whose rows must be counted. */
export interface CountedSpan {
  /** Whole quarters; `end` is exclusive. */
  readonly quarters: { readonly first: number; readonly end: number };
  /** Spans before and after the quarters, each shorter than a quarter. */
  readonly edges: readonly TimeSpan[];
}

/**
 * Divides a span of a session into whole quarters and edges.
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
  // The session has no parts before its first and after its last part, so these quarters count as whole.
  const first = start === session.first ? Math.floor(start / quarterMs) : Math.ceil(start / quarterMs);
  const end = stop === session.last + 1 ? Math.ceil(stop / quarterMs) : Math.floor(stop / quarterMs);
  if (first > end) return { quarters: { first: 0, end: 0 }, edges: [{ from: start, to: stop }] };
  const edges = [
    { from: start, to: Math.max(first * quarterMs, start) },
    { from: Math.min(end * quarterMs, stop), to: stop },
  ];
  return { quarters: { first, end }, edges: edges.filter((edge) => edge.from < edge.to) };
}
