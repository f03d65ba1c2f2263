/** The reading of a wall clock. */
export interface WallTime {
  readonly year: number;
  /** 1..12 */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, format);
  return format;
}

/** Returns whether this machine knows a zone by its IANA name, e.g. `Europe/Berlin`. */
export function isTimeZone(name: string): boolean {
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

/** Returns the time zone of this machine. */
export function ownTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/**
 * Returns the reading of a zone's wall clock at an instant, milliseconds since 1970.
 *
 * @throws RangeError for a zone that this machine does not know
 */
export function wallTime(instant: number, timeZone: string): WallTime {
  const wall = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 };
  for (const { type, value } of formatOf(timeZone).formatToParts(instant)) {
    if (type in wall) Object.assign(wall, { [type]: Number(value) });
  }
  return wall;
}

/** Returns how far a zone's wall clock is ahead of UTC at an instant, milliseconds. */
export function zoneOffset(instant: number, timeZone: string): number {
  const { year, month, day, hour, minute, second } = wallTime(instant, timeZone);
  const whole = Math.floor(instant / 1000) * 1000;
  return Date.UTC(year, month - 1, day, hour, minute, second) - whole;
}

/**
 * Formats the wall clock's time with its offset by ISO 8601, to the millisecond:
 * `2026-11-29T20:31:02.123+01:00`.
 */
export function isoWithOffset(instant: number, timeZone: string): string {
  const offset = zoneOffset(instant, timeZone);
  const minutes = Math.round(Math.abs(offset) / 60_000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const wall = new Date(instant + offset).toISOString().slice(0, -1);
  return `${wall}${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

const day = 86_400_000;

/**
 * Returns the instant of a wall-clock time: the first one if the clock shows the time twice, the instant of
 * the leap if the clock leaps over it.
 *
 * @param wall the wall clock's time as if it were UTC, milliseconds since 1970
 */
export function instantOfWall(wall: number, timeZone: string): number {
  const offsets = [zoneOffset(wall - day, timeZone), zoneOffset(wall + day, timeZone)];
  const candidates = offsets.map((offset) => wall - offset);
  const real = candidates.filter((instant) => instant + zoneOffset(instant, timeZone) === wall);
  return real.length > 0 ? Math.min(...real) : Math.max(...candidates);
}
