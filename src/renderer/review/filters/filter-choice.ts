import type { LogFilter } from '../../../shared/contract/log.ts';
import type { Outcome } from '../../../shared/domain/outcome.ts';
import { laneNumberSchema } from '../../../shared/domain/lanes.ts';
import { sourceKindSchema } from '../../../shared/domain/source-kinds.ts';
import { midnightBefore } from '../../../shared/domain/time-buckets.ts';
import { ownTimeZone } from '../../../shared/domain/time-zone.ts';

/** Spans of time; `hour`, `day` and `week` end now, `today` and `yesterday` are days in this browser's time zone. */
export const times = ['all', 'hour', 'today', 'yesterday', 'day', 'week', 'custom'] as const;
export type Time = (typeof times)[number];

/** Values of the filters; empty fields do not filter. */
export interface FilterChoice {
  readonly productId: string;
  /** A model of that product; empty without a product. */
  readonly modelId: string;
  readonly time: Time;
  /** Local date and time as in an input field, e.g. `2026-11-23T14:05`. */
  readonly from: string;
  readonly to: string;
  readonly verdict: '' | Outcome;
  readonly decision: '' | 'undecided' | 'good' | 'defect';
  /** Number of a shift. */
  readonly shift: string;
  /** Number of a lane. */
  readonly lane: string;
  /** Kind of the source. */
  readonly source: string;
  /** The whole cause, as stated. */
  readonly cause: string;
  /** A substring of the serial number or file name. */
  readonly search: string;
  readonly minimumScore: number | '';
  readonly maximumScore: number | '';
}

export const noFilter: FilterChoice = {
  productId: '',
  modelId: '',
  time: 'all',
  from: '',
  to: '',
  verdict: '',
  decision: '',
  shift: '',
  lane: '',
  source: '',
  cause: '',
  search: '',
  minimumScore: '',
  maximumScore: '',
};

/** Whether the choice excludes any entry. */
export function filtersAnything(choice: FilterChoice): boolean {
  return Object.keys(toFilter(choice, 0)).length > 0;
}

const hour = 3_600_000;
const spans = { hour, day: 24 * hour, week: 7 * 24 * hour } as const;

/**
 * Returns the filter for the station.
 *
 * @param now milliseconds since 1970, the end of the spans
 */
export function toFilter(choice: FilterChoice, now: number, timeZone = ownTimeZone()): LogFilter {
  const span = timeOf(choice, now, timeZone);
  return {
    ...(choice.productId === '' ? {} : { productId: choice.productId }),
    ...(choice.productId === '' || choice.modelId === '' ? {} : { modelId: choice.modelId }),
    ...shiftOf(choice.shift),
    ...sourceOf(choice.source),
    ...laneOf(choice.lane),
    ...(choice.cause === '' ? {} : { cause: choice.cause }),
    ...(choice.search === '' ? {} : { search: choice.search }),
    ...(choice.verdict === '' ? {} : { verdict: choice.verdict }),
    ...(choice.decision === '' ? {} : { decision: choice.decision }),
    ...(choice.minimumScore === '' ? {} : { minimumScore: choice.minimumScore }),
    ...(choice.maximumScore === '' ? {} : { maximumScore: choice.maximumScore }),
    ...span,
  };
}

/** @param lane the number as written in a field or an address; an empty or invalid one does not filter */
export function laneOf(lane: string): Pick<LogFilter, 'lane'> {
  const number = laneNumberSchema.safeParse(Number(lane));
  return number.success ? { lane: number.data } : {};
}

/** @param shift the number as written in a field or an address; an empty or invalid one does not filter */
export function shiftOf(shift: string): Pick<LogFilter, 'shiftId'> {
  return /^[1-9]\d{0,14}$/.test(shift) ? { shiftId: Number(shift) } : {};
}

/** @param source a kind of source; an empty or unknown one does not filter */
export function sourceOf(source: string): Pick<LogFilter, 'source'> {
  const kind = sourceKindSchema.safeParse(source);
  return kind.success ? { source: kind.data } : {};
}

function timeOf(choice: FilterChoice, now: number, timeZone: string): Pick<LogFilter, 'from' | 'to'> {
  if (choice.time === 'all') return {};
  if (choice.time === 'today') return { from: Math.max(midnightBefore(now, 0, timeZone), 0) };
  if (choice.time === 'yesterday') {
    const [from, to] = [midnightBefore(now, 1, timeZone), midnightBefore(now, 0, timeZone)];
    return { from: Math.max(from, 0), to: Math.max(to, 0) };
  }
  if (choice.time !== 'custom') return { from: Math.max(now - spans[choice.time], 0) };
  const from = Date.parse(choice.from);
  const to = Date.parse(choice.to);
  return {
    ...(Number.isNaN(from) ? {} : { from: Math.max(from, 0) }),
    // The field has whole minutes and includes the minute that it names, while `to` is exclusive.
    ...(Number.isNaN(to) ? {} : { to: Math.max(to, 0) + 60_000 }),
  };
}

/** Returns the field that contradicts itself; null: none. */
export function problemOf(choice: FilterChoice): 'score' | 'time' | null {
  const { minimumScore, maximumScore, from, to } = choice;
  if (minimumScore !== '' && maximumScore !== '' && minimumScore > maximumScore) return 'score';
  if (choice.time === 'custom' && Date.parse(from) > Date.parse(to)) return 'time';
  return null;
}
