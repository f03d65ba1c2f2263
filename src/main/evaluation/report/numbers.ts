import { percentage } from '../../report/numbers.ts';

/** A figure of merit: three decimals, a dash where there is none. */
export function merit(value: number | null): string {
  return value === null ? '–' : value.toFixed(3);
}

/** An image score or a limit. */
export function score(value: number): string {
  return value.toFixed(3);
}

/** A share 0..1 as percent, a dash where there is none. */
export function share(value: number | null): string {
  return value === null ? '–' : percentage(value);
}

export function milliseconds(value: number): string {
  return `${value.toFixed(value < 9.95 ? 1 : 0)} ms`;
}

/** Day, time and zone of the machine. */
export function instant(value: number): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'long' }).format(value);
}
