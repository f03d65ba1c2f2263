/** An answer that took longer than this says too little about the clocks, milliseconds. */
const longestWay = 2_000;
/** Clocks that differ by less are taken to be alike, milliseconds. */
const alike = 5_000;

/** How far this window's clock is from the station's. */
export interface ClockOffset {
  /** The station's time less this window's, milliseconds; 0 while not known. */
  readonly toStation: number;
  /** By how much this window's clock is ahead, milliseconds, negative when it is behind; 0 while they are alike. */
  readonly ahead: number;
}

export const sameClocks: ClockOffset = { toStation: 0, ahead: 0 };

/**
 * Compares clocks by an answer of the station.
 *
 * @param asked and `answered`: when it was asked for and came, by this window's clock; the station read its own half-way
 * @returns null when the answer was too long on its way
 */
export function compareClocks(asked: number, stationTime: number, answered: number): ClockOffset | null {
  const way = answered - asked;
  if (way < 0 || way > longestWay) return null;
  const toStation = Math.round(stationTime - (asked + answered) / 2);
  return { toStation, ahead: Math.abs(toStation) < alike ? 0 : -toStation };
}
