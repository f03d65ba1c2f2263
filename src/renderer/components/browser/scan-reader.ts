/** Longest time between two characters of a scanner, milliseconds. */
const longestGap = 150;
/**
 * A key without another one within this time before and after it, milliseconds, was pressed by hand. The time exceeds a
 * scanner's longest gap, so that the first letter of a scan that stalls right away triggers nothing either.
 */
export const aloneFor = 250;
/** Keys within this time after a broken scan, milliseconds, are the rest of it. */
const brokenFor = 1000;
/** Fewest characters of a code: people may type fewer just as fast by chance. */
const fewestCharacters = 3;
/** Longer than any code. */
const mostCharacters = 200;

/** Keys with which scanners end a code. */
const ends: readonly string[] = ['Enter', 'Tab'];
/** Keys that stand for an unknown character; a code without that character would be a different code. */
const untold: readonly string[] = ['Dead', 'Process', 'Unidentified'];

/** Tells a scanner, which types a code and Enter or Tab, from a person at the same keyboard. */
export interface ScanReader {
  /**
   * @param key as in KeyboardEvent
   * @param at milliseconds, of any clock
   * @returns the code if Enter or Tab ends a scan, `broken` if it ends an incomplete scan, else null
   */
  press(key: string, at: number): { readonly code: string } | 'broken' | null;
  /** Whether a person may have pressed the last key: no character came shortly before it. */
  readonly isAlone: boolean;
}

export function createScanReader(): ScanReader {
  let last = Number.NEGATIVE_INFINITY;
  let text = '';
  let characters = 0;
  let isWhole = true;

  function begin(): void {
    text = '';
    characters = 0;
    isWhole = true;
  }

  /** Starts a new code after a long gap; a medium gap makes the current code invalid as a scan. */
  function follow(gap: number): void {
    if (gap > (characters > 1 ? brokenFor : aloneFor)) begin();
    else if (gap > longestGap && characters > 0) isWhole = false;
  }

  function end(): ReturnType<ScanReader['press']> {
    const code = text.trim();
    const read = isWhole && code.length >= fewestCharacters ? { code } : null;
    const wasScan = characters >= fewestCharacters;
    begin();
    return read ?? (wasScan ? 'broken' : null);
  }

  return {
    press(key, at) {
      follow(at - last);
      last = at;
      if (ends.includes(key)) return end();
      const isUntold = untold.includes(key);
      // Keys such as Shift may come between the characters of a scan.
      if (key.length !== 1 && !isUntold) return null;
      characters += 1;
      if (isUntold || characters > mostCharacters) isWhole = false;
      else text += key;
      return null;
    },
    get isAlone() {
      return characters <= 1;
    },
  };
}
