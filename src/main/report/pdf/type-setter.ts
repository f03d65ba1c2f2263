import { breakLines, cutToWidth } from './break-lines.ts';
import { colours, type PdfDocument } from './paper.ts';
import { latin, type FontWeight, type ReportFonts } from './report-fonts.ts';
import { runsOf, type Run } from './text-runs.ts';

export interface TextStyle {
  /** Points. */
  readonly size: number;
  readonly weight?: FontWeight;
  readonly colour?: string;
}

/** Where a line stands: right of, left of or about its place. */
export type Align = 'left' | 'right' | 'centre';

export type TypeSetter = ReturnType<typeof createTypeSetter>;

/** From the top of a line to its letters' foot, and to the next line, in sizes of the letters. */
const baseline = 1.05;
const leading = 1.4;

/** Widths of words that are remembered; beyond, all are forgotten. */
const mostWidths = 20_000;

/** The height of lines, points. */
export function lineHeight({ size }: TextStyle): number {
  return size * leading;
}

/** Sets text in the report's font, each piece of it embedded when a text first needs it. Places and sizes are points. */
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

  /** In sizes of the letters. */
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
    // The document lays words out one by one, each with the space behind it.
    const words = run.text.match(/[^ ]* |[^ ]+/g) ?? [];
    return words.reduce((sum, word) => sum + wordWidth(run, word, weight), 0) * size;
  }

  const width = (text: string, style: TextStyle): number =>
    runsOf(text, fonts, latin).reduce((sum, run) => sum + runWidth(run, style), 0);

  /** One line. @param y its top */
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
    /** The lines of a text that fit a width. */
    lines,
    /** One line, cut with an ellipsis where it is too wide. */
    cut: (text: string, most: number, style: TextStyle): string =>
      cutToWidth(text, most, (part) => width(part, style)),
    /** Lines below each other. @param y the top of the first */
    stack(stacked: readonly string[], x: number, y: number, style: TextStyle): void {
      for (const [index, text] of stacked.entries()) line(text, x, y + index * lineHeight(style), style);
    },
  };
}

function featuresOf({ narrow }: Run): { features?: 'palt'[] } {
  return narrow ? { features: ['palt'] } : {};
}
