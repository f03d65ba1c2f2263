import type { Language } from '../../../shared/domain/languages.ts';
import type { BucketUnit, TimeSpan } from '../../../shared/domain/time-buckets.ts';

/** Numbers and times in a report's language and zone, with the window's precisions. */
export interface ReportFormat {
  count(value: number): string;
  /** Formats a share 0..1 as percent with one decimal; null as a dash. */
  share(value: number | null): string;
  /** Formats a share as whole percent. */
  percent(value: number): string;
  /** Formats an image score or a limit with two decimals. */
  score(value: number): string;
  /** Formats a share of the picture as percent with two decimals; a smaller share above zero as “less than” that. */
  area(value: number): string;
  /** Formats date and time to the second, with the zone's offset from UTC. */
  instant(value: number): string;
  /** Labels an hour, day or week below an axis. */
  bucket(span: TimeSpan, unit: BucketUnit): string;
}

export function reportFormat(language: Language, timeZone: string): ReportFormat {
  const decimals = (least: number, most = least) => ({
    minimumFractionDigits: least,
    maximumFractionDigits: most,
  });
  const count = new Intl.NumberFormat(language, decimals(0));
  const score = new Intl.NumberFormat(language, decimals(2));
  const share = new Intl.NumberFormat(language, { style: 'percent', ...decimals(1) });
  const percent = new Intl.NumberFormat(language, { style: 'percent', ...decimals(0) });
  const area = new Intl.NumberFormat(language, { style: 'percent', ...decimals(2) });
  const instant = new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'long',
    hourCycle: 'h23',
    timeZone,
  });
  const hour = new Intl.DateTimeFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  });
  const day = new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric', timeZone });
  const leastArea = 1e-4;
  return {
    count: (value) => count.format(value),
    share: (value) => (value === null ? '–' : share.format(value)),
    percent: (value) => percent.format(value),
    score: (value) => score.format(value),
    area: (value) => (value > 0 && value < leastArea ? `< ${area.format(leastArea)}` : area.format(value)),
    instant: (value) => instant.format(value),
    bucket: ({ from }, unit) => (unit === 'hour' ? hour : day).format(from),
  };
}
