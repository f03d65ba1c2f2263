/**
 * Numbers and times as people read them: same precision everywhere, units always, the language's own digits and
 * separators. `locale` is the window's language, e.g. `de`.
 */

/** Formats are costly to make and some are needed for every frame: they are kept. */
const formats = new Map<string, Intl.NumberFormat>();

function formatOf(locale: string, style: 'decimal' | 'percent', digits: number): Intl.NumberFormat {
  const key = `${locale} ${style} ${digits}`;
  const format =
    formats.get(key) ??
    new Intl.NumberFormat(locale, {
      style,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
  formats.set(key, format);
  return format;
}

function number(value: number, locale: string, digits: number): string {
  return formatOf(locale, 'decimal', digits).format(value);
}

function percent(share: number, locale: string, digits: number): string {
  return formatOf(locale, 'percent', digits).format(share);
}

/** An image score or a limit: two decimals, dimensionless. */
export function formatScore(score: number, locale: string): string {
  return number(score, locale, 2);
}

/** A figure of merit (AUROC, AU-PRO), three decimals; a dash where there is none. */
export function formatMetric(value: number | null, locale: string): string {
  return value === null ? '–' : number(value, locale, 3);
}

/** A share 0..1 as percent, one decimal; a dash where there is none. */
export function formatShare(share: number | null, locale: string): string {
  return share === null ? '–' : percent(share, locale, 1);
}

/** A share as whole percent: how far something differs. */
export function formatWholePercent(share: number, locale: string): string {
  return percent(share, locale, 0);
}

/** A share of the picture, 0..1, as percent with two decimals; what is there but less than that is told as such. */
export function formatArea(share: number, locale: string): string {
  const least = 1e-4;
  const area = percent(Math.max(share, share > 0 ? least : 0), locale, 2);
  return share > 0 && share < least ? `< ${area}` : area;
}

export function formatCount(count: number, locale: string): string {
  return number(count, locale, 0);
}

/** Events a second, one decimal. */
export function formatRate(rate: number, locale: string): string {
  return number(rate, locale, 1);
}

/** Milliseconds: one decimal below ten, none above. */
export function formatMilliseconds(milliseconds: number, locale: string): string {
  return `${number(milliseconds, locale, milliseconds < 9.95 ? 1 : 0)} ms`;
}

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** Bytes in decimal units (1 kB = 1000 B), three significant digits at most. */
export function formatBytes(bytes: number, locale: string): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < byteUnits.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${number(value, locale, unit > 0 && value < 99.5 ? 1 : 0)} ${byteUnits[unit] ?? ''}`;
}

/** Units of time as a language writes them behind a number; where none are named, those that are international. */
const timeUnits: Readonly<Record<string, readonly [hours: string, minutes: string, seconds: string]>> = {
  'zh-CN': ['小时', '分', '秒'],
};

/** A span of time, the two largest parts: `42 s`, `3 min 05 s`, `2 h 10 min`. */
export function formatDuration(seconds: number, locale: string): string {
  const [h, min, s] = timeUnits[locale] ?? ['h', 'min', 's'];
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} ${s}`;
  const twoDigits = (value: number): string => String(value).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)} ${min} ${twoDigits(whole % 60)} ${s}`;
  const minutes = Math.round(whole / 60);
  return `${Math.floor(minutes / 60)} ${h} ${twoDigits(minutes % 60)} ${min}`;
}

/** Date and time to the second. @param timeZone an IANA name; the machine's own zone when left out */
export function formatInstant(instant: number, locale: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'medium',
    hourCycle: 'h23',
    timeZone,
  }).format(instant);
}

/** How far a wall clock is ahead of another one, or behind it: `+5:30 h`, `−1:00 h`. */
export function formatOffset(milliseconds: number): string {
  const minutes = Math.round(Math.abs(milliseconds) / 60_000);
  return `${milliseconds < 0 ? '−' : '+'}${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')} h`;
}

/** Time of day to the minute, the machine's own zone. */
export function formatMinutes(instant: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'short', hourCycle: 'h23' }).format(instant);
}

/** Day and time to the minute, without the year: for lists, with the full time in the tooltip. */
export function formatBriefInstant(instant: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(instant);
}

/** A day with its name, the machine's own zone. */
export function formatDay(instant: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full' }).format(instant);
}

/** Time of day to the second, the machine's own zone. */
export function formatTime(instant: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'medium', hourCycle: 'h23' }).format(instant);
}

/** The full time with its zone, for the tooltip. */
export function formatInstantWithZone(instant: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long', hourCycle: 'h23' }).format(
    instant,
  );
}

/** The first digits of a hash or identifier, enough to tell two apart. */
export function shortHash(hash: string): string {
  return hash.slice(0, 12);
}
