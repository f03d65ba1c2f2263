const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Characters of Chinese and Japanese, which have no spaces; a line may end after any word. */
const spaceless = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}，。、：；！？》）】」』]/u;
/** Characters that must not begin a line, and characters that must not end one. */
const closing = /^[\p{Pe}\p{Pf}\p{Po}%°]/u;
const opening = /[\p{Ps}\p{Pi}]$/u;

/**
 * Breaks text into lines that fit a width: at spaces, in Chinese between words, and inside a word only if the word
 * alone is too wide. Keeps the text's own line breaks.
 *
 * @param widthOf returns a text's width in the unit of `width`
 * @returns at least one line
 */
export function breakLines(text: string, width: number, widthOf: (text: string) => number): string[] {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .flatMap((paragraph) => breakParagraph(paragraph, width, widthOf));
}

/** Shortens a text that is too wide, with an ellipsis at its end. */
export function cutToWidth(text: string, width: number, widthOf: (text: string) => number): string {
  if (widthOf(text) <= width) return text;
  const parts = Array.from(graphemes.segment(text), ({ segment }) => segment);
  while (parts.length > 0 && widthOf(`${parts.join('').trimEnd()}…`) > width) parts.pop();
  return `${parts.join('').trimEnd()}…`;
}

function breakParagraph(text: string, width: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of wordsOf(text)) {
    if (widthOf((line + word).trimEnd()) <= width) {
      line += word;
      continue;
    }
    if (line.trim() !== '') lines.push(line.trimEnd());
    line = word.trimStart();
    if (widthOf(line.trimEnd()) <= width) continue;
    const pieces = breakWord(line, width, widthOf);
    line = pieces.pop() ?? '';
    lines.push(...pieces);
  }
  lines.push(line.trimEnd());
  return lines;
}

function breakWord(word: string, width: number, widthOf: (text: string) => number): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const { segment } of graphemes.segment(word)) {
    if (piece !== '' && widthOf(piece + segment) > width) {
      pieces.push(piece);
      piece = '';
    }
    piece += segment;
  }
  return [...pieces, piece];
}

/** Returns the pieces of a text after each of which a line may end. */
function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const { segment } of segmenter.segment(text)) {
    const before = words.at(-1);
    if (before === undefined || mayBreak(before, segment)) words.push(segment);
    else words[words.length - 1] = before + segment;
  }
  return words;
}

function mayBreak(before: string, behind: string): boolean {
  if (/^\s/.test(behind)) return false;
  if (/\s$/.test(before)) return true;
  if (closing.test(behind) || opening.test(before)) return false;
  return spaceless.test(before.at(-1) ?? '') || spaceless.test(behind[0] ?? '');
}
