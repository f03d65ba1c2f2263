import { z } from 'zod';
import type { DriftRequest, StatisticsFilter } from '../../../shared/contract/statistics.ts';
import { midnightBefore } from '../../../shared/domain/time-buckets.ts';
import { laneOf, shiftOf, sourceOf } from '../filters/filter-choice.ts';

/** Spans of whole days that end now; `all` and `custom` do not. */
export const spans = ['today', 'week', 'month', 'all', 'custom'] as const;
export type Span = (typeof spans)[number];

/** Inspections of a subgroup that are offered; 1: an individuals chart. */
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
  /** Cause that the latest decision states. */
  cause: text,
  /** From Monday, 1, to Sunday, 7. */
  weekday: text,
  time: z.enum(spans).catch('week'),
  /** Local date and time as an input field gives it, e.g. `2026-11-23T14:05`. */
  from: text,
  to: text,
  size: z.coerce
    .number()
    .refine((size) => sizes.some((offered) => offered === size))
    .catch(5),
  baseline: z.enum(['first', 'validation']).catch('first'),
});

/** What the statistics are about, as it stands in the window's address. */
export type StatisticsChoice = z.infer<typeof schema>;

export const firstChoice: StatisticsChoice = schema.parse({});

/** Whether a choice leaves out anything that was ever inspected. */
export function narrows(choice: StatisticsChoice): boolean {
  const { product, lane, shift, source, cause, weekday, time } = choice;
  return time !== 'all' || [product, lane, shift, source, cause, weekday].some((value) => value !== '');
}

/** Reads an address; what is missing or means nothing is as at first. */
export function readChoice(query: Readonly<Record<string, unknown>>): StatisticsChoice {
  return schema.parse(query);
}

/** The address of a choice: only what differs from the first one. */
export function queryOf(choice: StatisticsChoice): Record<string, string> {
  const first = new Map<string, unknown>(Object.entries(firstChoice));
  const changed = Object.entries(choice).filter(([name, value]) => value !== first.get(name));
  return Object.fromEntries(changed.map(([name, value]) => [name, String(value)]));
}

const daysBack = { today: 0, week: 6, month: 29 } as const;

/** True when a span of one's own ends before it begins. */
export function isContradictory({ time, from, to }: StatisticsChoice): boolean {
  return time === 'custom' && Date.parse(from) > Date.parse(to);
}

/**
 * The filter that the station understands.
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

/** Which inspections are chosen, whatever their product, model and time. */
function inspectionsOf({
  lane,
  shift,
  source,
}: StatisticsChoice): Pick<StatisticsFilter, 'lane' | 'shiftId' | 'source'> {
  return { ...laneOf(lane), ...shiftOf(shift), ...sourceOf(source) };
}

/** The day of the week that is chosen; undefined: every day. */
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
    // The field is exact to the minute, and the minute it names is meant to be in.
    ...(Number.isNaN(last) ? {} : { to: Math.max(last, 0) + 60_000 }),
  };
}

/** What the control chart is asked for. */
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
