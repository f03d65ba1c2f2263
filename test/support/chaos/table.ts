import type { KindResult } from './cause-kills.ts';

export const tableHead = [
  ...['Kind', 'Kills', 'Told', 'Missing', 'Different', 'Damaged', 'Faults', 'Left behind'],
  'Restart, s',
];

/** Formats the result of a kind as a row of a table. */
export function rowOf(result: KindResult): string[] {
  const { name, skipped, kills, told, missing, different, damaged, leftBehind, restarts, faults } = result;
  if (skipped !== null) return [name, `skipped: ${skipped}`, ...Array.from({ length: 7 }, () => '')];
  const sorted = restarts.toSorted((a, b) => a - b);
  const seconds = (at: number): string => ((sorted[at] ?? Number.NaN) / 1000).toFixed(1);
  const times =
    sorted.length === 0 ? '–' : `${seconds(Math.floor(sorted.length / 2))}, ${seconds(sorted.length - 1)}`;
  const counts = [kills, told, missing, different, damaged, faults.length, leftBehind.length];
  return [name, ...counts.map(String), times];
}
