/** A scanner's characters follow each other within this time, milliseconds; a hand is slower. */
export const longestGap = 50;
/** Fewest characters of a code: a hand may type fewer as fast by chance. */
const fewestCharacters = 3;

/** Tells a scanner, which types a code and Enter, from a hand on the same keyboard. */
export interface ScanReader {
  /**
   * @param key as in KeyboardEvent
   * @param at milliseconds, of any clock
   * @returns the code when Enter ends a scan, else null
   */
  press(key: string, at: number): string | null;
  /** Whether the last key followed the one before as fast as a scanner types. */
  readonly isFast: boolean;
}

export function createScanReader(): ScanReader {
  let text = '';
  let last = Number.NEGATIVE_INFINITY;
  let isFast = false;
  return {
    press(key, at) {
      isFast = at - last <= longestGap;
      last = at;
      if (key === 'Enter') {
        const code = isFast ? text.trim() : '';
        text = '';
        return code.length >= fewestCharacters ? code : null;
      }
      // Keys such as Shift come between the characters of a scan.
      if (key.length === 1) text = isFast ? text + key : key;
      return null;
    },
    get isFast() {
      return isFast;
    },
  };
}
