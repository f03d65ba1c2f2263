import type { LogFilter, Order } from '../../shared/contract/log.ts';
import { leavesGoodOut } from './entry-conditions.ts';

type Indexes = readonly (readonly [when: (filter: LogFilter) => boolean, name: string])[];

const given =
  (field: keyof LogFilter) =>
  (filter: LogFilter): boolean =>
    filter[field] !== undefined;

const isDecided = ({ decision }: LogFilter): boolean => decision !== undefined && decision !== 'undecided';

/** Tells whether a filter is the inbox: entries that wait for a decision. Kept good parts do not. */
const isInbox = (filter: LogFilter): boolean => filter.decision === 'undecided' && leavesGoodOut(filter);

/** Indexes that end with the time, the most selective first. */
const byTime: Indexes = [
  [given('sessionId'), 'log_entries_by_session'],
  [given('cause'), 'log_entries_by_cause'],
  [({ verdict }) => verdict === 'good' || verdict === 'not-inspected', 'log_entries_by_verdict'],
  [given('modelId'), 'log_entries_by_model'],
  [given('productId'), 'log_entries_by_product'],
  [isInbox, 'log_entries_undecided'],
  [isDecided, 'log_entries_by_decision'],
  [given('verdict'), 'log_entries_by_verdict'],
  [given('lane'), 'log_entries_by_lane'],
  [() => true, 'log_entries_by_time'],
];

/** Indexes that end with the score, the most selective first. */
const byScore: Indexes = [
  [given('productId'), 'log_entries_by_product_score'],
  [isInbox, 'log_entries_undecided_score'],
  [given('verdict'), 'log_entries_by_verdict_score'],
  [() => true, 'log_entries_by_score'],
];

/** Returns the index that yields a filter's entries in an order, without sorting. */
export function indexAlong(filter: LogFilter, order: Order): string {
  const indexes = order === 'highest-score' ? byScore : byTime;
  return indexes.find(([serves]) => serves(filter))?.[1] ?? 'log_entries_by_time';
}
