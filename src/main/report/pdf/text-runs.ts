import type { ReportFonts } from './report-fonts.ts';

/** Text in one piece of the font. */
export interface Run {
  readonly piece: string;
  readonly text: string;
  /** Whether quotation marks lack the space that a Chinese font gives them. */
  readonly narrow: boolean;
}

/** Replacement for characters that the font lacks. */
const unknown = '□';

const quotes = /[‘’“”]/;
const chinese = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}，。、：；！？（）《》]/u;

/**
 * Cuts a line where the piece of the font changes. Chinese and Western texts share the quotation marks: they are wide
 * beside a Chinese character and narrow elsewhere.
 *
 * @param fallback the piece for characters that no piece has
 */
export function runsOf(line: string, fonts: Pick<ReportFonts, 'pieceOf'>, fallback: string): Run[] {
  const characters = Array.from(line.normalize('NFC').replaceAll(/[\p{Cc}\p{Z}]/gu, ' '));
  const runs: Run[] = [];
  for (const [index, character] of characters.entries()) {
    const piece = fonts.pieceOf(character);
    const beside = [characters[index - 1] ?? '', characters[index + 1] ?? ''];
    const run: Run = {
      piece: piece ?? fonts.pieceOf(unknown) ?? fallback,
      text: piece === null ? unknown : character,
      narrow: quotes.test(character) && !beside.some((one) => chinese.test(one)),
    };
    const last = runs.at(-1);
    if (last?.piece === run.piece && last.narrow === run.narrow) {
      runs[runs.length - 1] = { ...last, text: last.text + run.text };
    } else runs.push(run);
  }
  return runs;
}
