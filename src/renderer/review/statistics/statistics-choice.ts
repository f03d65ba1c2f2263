import { z } from 'zod';
import type { DriftRequest, StatisticsFilter } from '../../../shared/contract/statistics.ts';
import { midnightBefore } from '../../../shared/domain/time-buckets.ts';
import { laneOf, shiftOf, sourceOf } from '../filters/filter-choice.ts';

/** Spans of time; all but `all` and `custom` are whole days that end today. */
export const spans = ['today', 'week', 'month', 'all', 'custom'] as const;
export type Span = (typeof spans)[number];

/** Subgroup sizes on offer, inspections; 1: an individuals chart. */
export const sizes = [1, 2, 3, 5, 10, 25] as const;

const text = z.string().catch('');

const schema = z.object({
  product: text,
  model: text,
  /** Number of a lane. */
  lane: text,
  /** Number of a shift. */
  shift: text,
  /** Kind of the source. */
  source: text,
  /** Cause in the latest decision. */
  cause: text,
  /** From Monday, 1, to Sunday, 7. */
  weekday: text,
  time: z.enum(spans).catch('week'),
  /** Local date and time as in an input field, e.g. `2026-11-23T14:05`. */
  from: text,
  to: text,
  size: z.coerce
    .number()
    .refine((size) => sizes.some((offered) => offered === size))
    .catch(5),
  baseline: z.enum(['first', 'validation']).catch('first'),
});

/** The selection of the statistics, as written in the window's address. */
export type StatisticsChoice = z.infer<typeof schema>;

export const firstChoice: StatisticsChoice = schema.parse({});

/** Whether a choice excludes any inspection. */
export function narrows(choice: StatisticsChoice): boolean {
  const { product, lane, shift, source, cause, weekday, time } = choice;
  return time !== 'all' || [product, lane, shift, source, cause, weekday].some((value) => value !== '');
}

/** Reads an address; missing and invalid values get their defaults. */
export function readChoice(query: Readonly<Record<string, unknown>>): StatisticsChoice {
  return schema.parse(query);
}

/** Writes an address with only the values that differ from the defaults. */
export function queryOf(choice: StatisticsChoice): Record<string, string> {
  const first = new Map<string, unknown>(Object.entries(firstChoice));
  const changed = Object.entries(choice).filter(([name, value]) => value !== first.get(name));
  return Object.fromEntries(changed.map(([name, value]) => [name, String(value)]));
}

const daysBack = { today: 0, week: 6, month: 29 } as const;

/** True if a custom span ends before it begins. */
export function isContradictory({ time, from, to }: StatisticsChoice): boolean {
  return time === 'custom' && Date.parse(from) > Date.parse(to);
}

/**
 * Returns the filter for the station.
 *
 * @param now milliseconds since 1970, the end of the spans
 */
export function toFilter(choice: StatisticsChoice, now: number, timeZone: string): StatisticsFilter {
  return {
    ...(choice.product === '' ? {} : { productId: choice.product }),
    ...(choice.product === '' || choice.model === '' ? {} : { modelId: choice.model }),
    ...inspectionsOf(choice),
    ...(choice.cause === '' ? {} : { cause: choice.cause }),
    ...spanOf(choice, now, timeZone),
  };
}

/** Returns the part of the filter on lane, shift and source. */
function inspectionsOf({
  lane,
  shift,
  source,
}: StatisticsChoice): Pick<StatisticsFilter, 'lane' | 'shiftId' | 'source'> {
  return { ...laneOf(lane), ...shiftOf(shift), ...sourceOf(source) };
}

/** Returns the chosen day of the week; undefined: every day. */
export function weekdayOf({ weekday }: StatisticsChoice): number | undefined {
  return /^[1-7]$/.test(weekday) ? Number(weekday) : undefined;
}

function spanOf(
  { time, from, to }: StatisticsChoice,
  now: number,
  timeZone: string,
): Pick<StatisticsFilter, 'from' | 'to'> {
  if (time === 'all') return {};
  if (time !== 'custom') return { from: Math.max(midnightBefore(now, daysBack[time], timeZone), 0) };
  const [first, last] = [Date.parse(from), Date.parse(to)];
  return {
    ...(Number.isNaN(first) ? {} : { from: Math.max(first, 0) }),
    // The field has whole minutes and includes the minute that it names, while `to` is exclusive.
    ...(Number.isNaN(last) ? {} : { to: Math.max(last, 0) + 60_000 }),
  };
}

/** Returns the request for the control chart. */
export function toDriftRequest(
  choice: StatisticsChoice,
  modelId: string,
  now: number,
  timeZone: string,
): DriftRequest {
  return {
    modelId,
    size: choice.size,
    baseline: choice.baseline,
    ...inspectionsOf(choice),
    ...spanOf(choice, now, timeZone),
  };
}
