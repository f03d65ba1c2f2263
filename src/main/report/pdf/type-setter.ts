import { breakLines, cutToWidth } from './break-lines.ts';
import { colours, type PdfDocument } from './paper.ts';
import { latin, type FontWeight, type ReportFonts } from './report-fonts.ts';
import { runsOf, type Run } from './text-runs.ts';

export interface TextStyle {
  /** Size of the font, points. */
  readonly size: number;
  readonly weight?: FontWeight;
  readonly colour?: string;
}

/** Alignment of a line: it begins, ends or is centred at its place. */
export type Align = 'left' | 'right' | 'centre';

export type TypeSetter = ReturnType<typeof createTypeSetter>;

/** Distances from a line's top to its baseline and to the next line, in font sizes. */
const baseline = 1.05;
const leading = 1.4;

/** Most cached widths of words; when exceeded, the cache is emptied. */
const mostWidths = 20_000;

/** Returns the height of lines, points. */
export function lineHeight({ size }: TextStyle): number {
  return size * leading;
}

/** Makes a type setter for the report's font; each piece is embedded when a text first needs it. Lengths are points. */
export function createTypeSetter(doc: PdfDocument, fonts: ReportFonts) {
  const registered = new Set<string>();
  const widths = new Map<string, number>();

  function choose({ piece }: Run, weight: FontWeight, size: number): void {
    const name = `${piece} ${weight}`;
    if (!registered.has(name)) {
      doc.registerFont(name, fonts.read(piece, weight));
      registered.add(name);
    }
    doc.font(name).fontSize(size);
  }

  /** Returns the width of a word in font sizes. */
  function wordWidth(run: Run, word: string, weight: FontWeight): number {
    const name = `${run.piece} ${weight} ${String(run.narrow)} ${word}`;
    const known = widths.get(name);
    if (known !== undefined) return known;
    choose(run, weight, 1);
    const width = doc.widthOfString(word, featuresOf(run));
    if (widths.size >= mostWidths) widths.clear();
    widths.set(name, width);
    return width;
  }

  function runWidth(run: Run, { size, weight = 'regular' }: TextStyle): number {
    // The document places words one by one, each with the space after it.
    const words = run.text.match(/[^ ]* |[^ ]+/g) ?? [];
    return words.reduce((sum, word) => sum + wordWidth(run, word, weight), 0) * size;
  }

  const width = (text: string, style: TextStyle): number =>
    runsOf(text, fonts, latin).reduce((sum, run) => sum + runWidth(run, style), 0);

  /** Writes one line. @param y top of the line */
  function line(text: string, x: number, y: number, style: TextStyle, align: Align = 'left'): void {
    const runs = runsOf(text, fonts, latin);
    const whole = runs.reduce((sum, run) => sum + runWidth(run, style), 0);
    let at = x - { left: 0, centre: whole / 2, right: whole }[align];
    for (const run of runs) {
      choose(run, style.weight ?? 'regular', style.size);
      doc.fillColor(style.colour ?? colours.text).text(run.text, at, y + style.size * baseline, {
        lineBreak: false,
        baseline: 'alphabetic',
        ...featuresOf(run),
      });
      at += runWidth(run, style);
    }
  }

  const lines = (text: string, most: number, style: TextStyle): string[] =>
    breakLines(text, most, (part) => width(part, style));

  return {
    width,
    line,
    /** Breaks a text into lines that fit a width. */
    lines,
    /** Shortens a line that is too wide, with an ellipsis. */
    cut: (text: string, most: number, style: TextStyle): string =>
      cutToWidth(text, most, (part) => width(part, style)),
    /** Writes lines below each other. @param y top of the first line */
    stack(stacked: readonly string[], x: number, y: number, style: TextStyle): void {
      for (const [index, text] of stacked.entries()) line(text, x, y + index * lineHeight(style), style);
    },
  };
}

function featuresOf({ narrow }: Run): { features?: 'palt'[] } {
  return narrow ? { features: ['palt'] } : {};
}
