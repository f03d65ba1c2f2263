import type { ReportFonts } from './report-fonts.ts';

/** Text that is set in one piece of the font. */
export interface Run {
  readonly piece: string;
  readonly text: string;
  /** Quotation marks without the room that a Chinese font gives them. */
  readonly narrow: boolean;
}

/** What stands for a character that the font has not. */
const unknown = '□';

const quotes = /[‘’“”]/;
const chinese = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}，。、：；！？（）《》]/u;

/**
 * A line cut where the piece of the font changes. Quotation marks are as wide as a Chinese character beside one, and
 * narrow elsewhere: the same characters serve both.
 *
 * @param fallback the piece for what no piece has
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
