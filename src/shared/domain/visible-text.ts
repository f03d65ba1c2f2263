import { z } from 'zod';

/**
 * One line of visible characters, i.e. without line ends, characters that change the writing direction, and
 * invisible ones (Unicode's class C: control characters, U+202E, U+200B).
 */
export const visibleLine = /^[^\p{C}\p{Zl}\p{Zp}]*$/u;

/** Several lines of visible characters, with tabs. */
const visibleLines = /^(?:[^\p{C}]|[\t\r\n])*$/u;

/** A person's note, `longest` characters at most. */
export const noteSchema = (longest: number) =>
  z.string().max(longest).regex(visibleLines, 'A note has visible characters only');

/**
 * Letters of other alphabets and digits that look like these Latin letters (after Unicode's confusables.txt).
 */
const lookAlikes: Readonly<Record<string, string>> = {
  а: 'a',
  α: 'a',
  с: 'c',
  ϲ: 'c',
  ԁ: 'd',
  е: 'e',
  ɡ: 'g',
  һ: 'h',
  і: 'i',
  ι: 'i',
  ı: 'i',
  ј: 'j',
  к: 'k',
  κ: 'k',
  ӏ: 'l',
  '1': 'l',
  '|': 'l',
  ⅼ: 'l',
  м: 'm',
  п: 'n',
  о: 'o',
  ο: 'o',
  σ: 'o',
  '0': 'o',
  р: 'p',
  ρ: 'p',
  ѕ: 's',
  т: 't',
  τ: 't',
  υ: 'u',
  ν: 'v',
  ԝ: 'w',
  х: 'x',
  χ: 'x',
  у: 'y',
  γ: 'y',
};

/**
 * Returns a text as it looks at a glance: without case, accents, spaces, invisible characters and differences
 * between alphabets.
 */
function glanceOf(text: string): string {
  const plain = text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\p{M}\p{C}\p{Z}]/gu, '');
  return Array.from(plain, (letter) => lookAlikes[letter] ?? letter).join('');
}

/** Returns whether people could take a text for a word that the station reserves. */
export const looksLike = (text: string, word: string): boolean => glanceOf(text) === glanceOf(word);

/**
 * Prepares text for a terminal or a log of lines. Names of files may contain anything, so characters that
 * would move the cursor, colour, hide or reverse text become replacement characters. Line breaks stay.
 */
export const terminalText = (text: string): string =>
  text.replaceAll(/(?![\n\t])\p{Cc}|[\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, '\uFFFD');

/** Makes a name fit into one line, because a name with line breaks could imitate a line of its own. */
export const inOneLine = (name: string): string => name.replaceAll(/[\r\n\u0085\u2028\u2029]+/g, '\uFFFD');
