import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fontFolder } from '../../host/program-folder.ts';
import { fontCharacters } from './font-characters.ts';
import { unpackWoff } from './unpack-woff.ts';

const fontWeights = { regular: 400, bold: 700 } as const;
export type FontWeight = keyof typeof fontWeights;

export interface ReportFonts {
  /** Returns the piece of the font with a character's glyph; null if no piece has it. */
  pieceOf(character: string): string | null;
  /** Reads a piece as a TrueType file. */
  read(piece: string, weight: FontWeight): Uint8Array;
}

/** The package's ranges of each piece's characters, such as `U+0041-005A,U+00C4`; not all of them have a glyph. */
const rangesSchema = z.record(z.string(), z.string());

/** The only piece that texts in Western European languages need. */
export const latin = 'latin';

/**
 * Opens the installed Noto Sans SC. Its hundred pieces are grouped by how often characters are used, so that a text
 * needs few of them.
 *
 * @param folder the package's folder
 */
export function openReportFonts(folder = fontFolder()): ReportFonts {
  const text = readFileSync(join(folder, 'unicode.json'), 'utf8');
  const ranges = Object.entries(rangesSchema.parse(JSON.parse(text)))
    .map(([name, list]) => ({ piece: name.replaceAll(/[[\]]/g, ''), spans: spansOf(list) }))
    .toSorted((a, b) => Number(b.piece === latin) - Number(a.piece === latin));
  const characters = new Map<string, ReadonlySet<number>>();
  const known = new Map<string, string | null>();

  const read = (piece: string, weight: FontWeight): Uint8Array => {
    const name = `noto-sans-sc-${piece}-${fontWeights[weight]}-normal.woff`;
    return unpackWoff(readFileSync(join(folder, 'files', name)));
  };
  const has = (piece: string, code: number): boolean => {
    const there = characters.get(piece) ?? fontCharacters(read(piece, 'regular'));
    characters.set(piece, there);
    return there.has(code);
  };
  const find = (code: number): string | null =>
    ranges.find(
      ({ piece, spans }) => spans.some(([first, last]) => code >= first && code <= last) && has(piece, code),
    )?.piece ?? null;

  return {
    pieceOf(character) {
      const found = known.get(character);
      if (found !== undefined) return found;
      const piece = find(character.codePointAt(0) ?? 0);
      known.set(character, piece);
      return piece;
    },
    read,
  };
}

function spansOf(list: string): (readonly [first: number, last: number])[] {
  return list.split(',').map((range) => {
    const [first = Number.NaN, last = first] = range
      .trim()
      .slice('U+'.length)
      .split('-')
      .map((digits) => Number.parseInt(digits, 16));
    return [first, last];
  });
}
