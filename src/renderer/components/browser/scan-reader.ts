/** A scanner's characters follow each other within this time, milliseconds. */
const longestGap = 150;
/**
 * A key that has no other within this time before and after it, milliseconds, was pressed by a hand. Longer than a scanner's
 * longest gap, so that the first letter of a scan that stalls at once does nothing either.
 */
export const aloneFor = 250;
/** Whatever comes so soon after a scan that broke off, milliseconds, is the rest of it. */
const brokenFor = 1000;
/** Fewest characters of a code: a hand may type fewer as fast by chance. */
const fewestCharacters = 3;
/** More characters than any code has. */
const mostCharacters = 200;

/** How scanners end a code. */
const ends: readonly string[] = ['Enter', 'Tab'];
/** Keys that stand for a character that cannot be told: a code without it would be another one. */
const untold: readonly string[] = ['Dead', 'Process', 'Unidentified'];

/** Tells a scanner, which types a code and Enter or Tab, from a hand on the same keyboard. */
export interface ScanReader {
  /**
   * @param key as in KeyboardEvent
   * @param at milliseconds, of any clock
   * @returns the code when Enter or Tab ends a scan, `broken` when what they end was no whole scan, else null
   */
  press(key: string, at: number): { readonly code: string } | 'broken' | null;
  /** Whether the last key may have been pressed by a hand: no character came shortly before it. */
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

  /** A character after a pause begins anew; after a shorter one it goes on with what can be no scan any more. */
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
      // Keys such as Shift come between the characters of a scan.
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
