/** Answers that took longer than this say too little about the clocks, milliseconds. */
const longestWay = 2_000;
/** Clocks that differ by less count as equal, milliseconds. */
const alike = 5_000;

/** Difference between this window's clock and the station's. */
export interface ClockOffset {
  /** The station's time minus this window's, milliseconds; 0 while unknown. */
  readonly toStation: number;
  /** Lead of this window's clock, milliseconds, negative if it is behind; 0 while the clocks count as equal. */
  readonly ahead: number;
}

export const sameClocks: ClockOffset = { toStation: 0, ahead: 0 };

/**
 * Compares the clocks by an answer of the station, which read its own clock half-way between `asked` and `answered`.
 *
 * @param asked and `answered`: times of the question and the answer, by this window's clock
 * @returns null if the answer took too long
 */
export function compareClocks(asked: number, stationTime: number, answered: number): ClockOffset | null {
  const way = answered - asked;
  if (way < 0 || way > longestWay) return null;
  const toStation = Math.round(stationTime - (asked + answered) / 2);
  return { toStation, ahead: Math.abs(toStation) < alike ? 0 : -toStation };
}
