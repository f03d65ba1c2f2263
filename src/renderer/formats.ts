/**
 * Numbers and times as people read them: the same precision everywhere, always with units, in the language's own digits
 * and separators. `locale` is the window's language, e.g. `de`.
 */

/** Formats are expensive to create, and some are needed for every frame, so they are cached. */
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

/** Formats a score or a limit: two decimals, dimensionless. */
export function formatScore(score: number, locale: string): string {
  return number(score, locale, 2);
}

/** Formats a figure of merit (AUROC, AU-PRO) with three decimals; null as a dash. */
export function formatMetric(value: number | null, locale: string): string {
  return value === null ? '–' : number(value, locale, 3);
}

/** Formats a share 0..1 as percent with one decimal; null as a dash. */
export function formatShare(share: number | null, locale: string): string {
  return share === null ? '–' : percent(share, locale, 1);
}

/** Formats a share as whole percent, e.g. a difference. */
export function formatWholePercent(share: number, locale: string): string {
  return percent(share, locale, 0);
}

/** Formats a share of the picture, 0..1, as percent with two decimals; a smaller positive share as “less than”. */
export function formatArea(share: number, locale: string): string {
  const least = 1e-4;
  const area = percent(Math.max(share, share > 0 ? least : 0), locale, 2);
  return share > 0 && share < least ? `< ${area}` : area;
}

export function formatCount(count: number, locale: string): string {
  return number(count, locale, 0);
}

/** Formats events per second with one decimal. */
export function formatRate(rate: number, locale: string): string {
  return number(rate, locale, 1);
}

/** Formats milliseconds: one decimal below ten, none above. */
export function formatMilliseconds(milliseconds: number, locale: string): string {
  return `${number(milliseconds, locale, milliseconds < 9.95 ? 1 : 0)} ms`;
}

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** Formats bytes in decimal units (1 kB = 1000 B) with at most three significant digits. */
export function formatBytes(bytes: number, locale: string): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < byteUnits.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${number(value, locale, unit > 0 && value < 99.5 ? 1 : 0)} ${byteUnits[unit] ?? ''}`;
}

/** Units of time that a language writes behind a number; other languages use the international ones. */
const timeUnits: Readonly<Record<string, readonly [hours: string, minutes: string, seconds: string]>> = {
  'zh-CN': ['小时', '分', '秒'],
};

/** Formats a duration by its two largest units: `42 s`, `3 min 05 s`, `2 h 10 min`. */
export function formatDuration(seconds: number, locale: string): string {
  const [h, min, s] = timeUnits[locale] ?? ['h', 'min', 's'];
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} ${s}`;
  const twoDigits = (value: number): string => String(value).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)} ${min} ${twoDigits(whole % 60)} ${s}`;
  const minutes = Math.round(whole / 60);
  return `${Math.floor(minutes / 60)} ${h} ${twoDigits(minutes % 60)} ${min}`;
}

/** Formats date and time to the second. @param timeZone an IANA name; if absent, the machine's own zone */
export function formatInstant(instant: number, locale: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'medium',
    hourCycle: 'h23',
    timeZone,
  }).format(instant);
}

/** Formats the lead of one clock over another: `+5:30 h`, `−1:00 h`. */
export function formatOffset(milliseconds: number): string {
  const minutes = Math.round(Math.abs(milliseconds) / 60_000);
  return `${milliseconds < 0 ? '−' : '+'}${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')} h`;
}

/** Formats the time of day to the minute, in the machine's own zone. */
export function formatMinutes(instant: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'short', hourCycle: 'h23' }).format(instant);
}

/** Formats day and time to the minute without the year: for lists whose tooltips have the full time. */
export function formatBriefInstant(instant: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(instant);
}

/** Formats a day with its weekday, in the machine's own zone; short enough for a picture's corner. */
export function formatDay(instant: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  }).format(instant);
}

/** Formats the time of day to the second, in the machine's own zone. */
export function formatTime(instant: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'medium', hourCycle: 'h23' }).format(instant);
}

/** Formats the full time with its zone, for tooltips. */
export function formatInstantWithZone(instant: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long', hourCycle: 'h23' }).format(
    instant,
  );
}

/** Returns the first digits of a hash or identifier, enough to tell two apart. */
export function shortHash(hash: string): string {
  return hash.slice(0, 12);
}
