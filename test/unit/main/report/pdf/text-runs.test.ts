import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fontFolder } from '../../../../../src/main/host/program-folder.ts';
import { breakLines, cutToWidth } from '../../../../../src/main/report/pdf/break-lines.ts';
import { fontCharacters } from '../../../../../src/main/report/pdf/font-characters.ts';
import { openReportFonts } from '../../../../../src/main/report/pdf/report-fonts.ts';
import { runsOf } from '../../../../../src/main/report/pdf/text-runs.ts';
import { unpackWoff } from '../../../../../src/main/report/pdf/unpack-woff.ts';

/** Measures text: a Chinese character is as wide as two letters. */
const widthOf = (text: string): number =>
  Array.from(text).reduce((sum, character) => sum + (/[\p{Script=Han}，。“”]/u.test(character) ? 2 : 1), 0);

test.each([
  ['words at spaces', 'one two three', 7, ['one two', 'three']],
  ['a time is one word', 'at 21:36:39 GMT', 10, ['at', '21:36:39', 'GMT']],
  ['Chinese between words, never before a comma', '划痕很深，需要复核。', 12, ['划痕很深，', '需要复核。']],
  ['a word that alone is too wide', 'abcdefghij k', 4, ['abcd', 'efgh', 'ij k']],
  ['line breaks of the text stay', 'a\nb\r\n\nc', 9, ['a', 'b', '', 'c']],
  ['nothing is one line', '', 9, ['']],
])('lines: %s', (_, text, width, lines) => {
  expect(breakLines(text, width, widthOf)).toEqual(lines);
});

test('what is cut ends with an ellipsis and fits', () => {
  expect(cutToWidth('Scratch on the edge', 12, widthOf)).toBe('Scratch on…');
  expect(cutToWidth('short', 12, widthOf)).toBe('short');
});

test('a font is unpacked as it was packed: checksums of its tables hold, tables that lie as they are included', () => {
  const files = ['latin-400', '119-700', '101-400'];
  for (const file of files) {
    const font = unpackWoff(readFileSync(join(fontFolder(), 'files', `noto-sans-sc-${file}-normal.woff`)));
    const view = new DataView(font.buffer);
    const tables = view.getUint16(4);
    expect(tables).toBeGreaterThan(10);
    for (let at = 12; at < 12 + tables * 16; at += 16) {
      const tag = Buffer.from(font.subarray(at, at + 4)).toString();
      const [checksum, offset, length] = [at + 4, at + 8, at + 12].map((place) => view.getUint32(place));
      let sum = 0;
      for (let word = 0; word < (length ?? 0); word += 4) {
        sum = (sum + view.getUint32((offset ?? 0) + word)) >>> 0;
      }
      // A font's checksum counts the head's own checksum field as 0.
      if (tag === 'head') sum = (sum - view.getUint32((offset ?? 0) + 8)) >>> 0;
      expect(sum, `${file} ${tag}`).toBe(checksum);
    }
    expect(fontCharacters(font).size, file).toBeGreaterThan(5);
  }
  expect(() => unpackWoff(new Uint8Array(64))).toThrow(RangeError);
});

test('the pieces of the font have Latin, Chinese and Cyrillic; what none has is known as such', () => {
  const fonts = openReportFonts();
  expect(fonts.pieceOf('ß')).toBe('latin');
  expect(fonts.pieceOf('划')).toMatch(/^\d+$/);
  expect(fonts.pieceOf('Ж')).toBe('cyrillic');
  expect(fonts.pieceOf('σ')).toBeNull();
  expect(fonts.pieceOf('😀')).toBeNull();
});

test('a line is cut where the font changes; quotation marks are narrow but beside Chinese', () => {
  const pieces = {
    pieceOf: (character: string) =>
      character === '☃' ? null : /\p{Script=Han}/u.test(character) ? 'han' : 'latin',
  };
  expect(runsOf('“a” “划痕”', pieces, 'latin')).toEqual([
    { piece: 'latin', text: '“', narrow: true },
    { piece: 'latin', text: 'a', narrow: false },
    { piece: 'latin', text: '”', narrow: true },
    { piece: 'latin', text: ' “', narrow: false },
    { piece: 'han', text: '划痕', narrow: false },
    { piece: 'latin', text: '”', narrow: false },
  ]);
  expect(runsOf('a☃\tb', pieces, 'latin')).toEqual([{ piece: 'latin', text: 'a□ b', narrow: false }]);
});
