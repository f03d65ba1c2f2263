import type PDFDocument from 'pdfkit';
import { notInspected, type Outcome } from '../../../shared/domain/outcome.ts';

export type PdfDocument = InstanceType<typeof PDFDocument>;

/** The window's light colours (`tokens.css`) for paper. */
export const colours = {
  text: '#12181d',
  faint: '#5a6672',
  rule: '#d5dbe1',
  panel: '#f5f7f9',
  bar: '#87919c',
  accent: '#1a5fc4',
  good: '#00826f',
  review: '#c47f00',
  defect: '#d63c17',
  [notInspected]: '#5a6672',
  ground: '#ffffff',
} as const;

/** A4 portrait with its margins, points. */
export const paper = { width: 595.28, height: 841.89, margin: 42, foot: 24 } as const;

/** The area between the margins. */
export const column = {
  left: paper.margin,
  right: paper.width - paper.margin,
  width: paper.width - 2 * paper.margin,
  top: paper.margin,
  bottom: paper.height - paper.margin - paper.foot,
} as const;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Hatchings that distinguish outcomes without colour, as in the window: plain, striped, chequered; hollow and striped. */
const hatchings: Readonly<Record<Outcome, readonly number[]>> = {
  good: [],
  review: [1],
  defect: [1, -1],
  [notInspected]: [-1],
};
const step = 4;

/** Fills a box with an outcome's colour and hatching. A part that was not inspected has only the hatching. */
export function fillOutcome(doc: PdfDocument, box: Box, outcome: Outcome): void {
  const { x, y, width, height } = box;
  if (width <= 0 || height <= 0) return;
  const hollow = outcome === notInspected;
  doc.rect(x, y, width, height).fill(hollow ? colours.ground : colours[outcome]);
  hatch(doc, box, hatchings[outcome], hollow ? colours[outcome] : colours.ground, 0.7);
  if (hollow) doc.rect(x, y, width, height).lineWidth(0.5).stroke(colours[outcome]);
}

/** Fills a box whose picture is missing. */
export function fillMissing(doc: PdfDocument, box: Box): void {
  const { x, y, width, height } = box;
  doc.rect(x, y, width, height).fill(colours.panel);
  hatch(doc, box, [1], colours.rule, 1);
  doc.rect(x, y, width, height).lineWidth(0.75).stroke(colours.bar);
}

function hatch(
  doc: PdfDocument,
  { x, y, width, height }: Box,
  slopes: readonly number[],
  colour: string,
  line: number,
): void {
  if (slopes.length === 0) return;
  doc.save().rect(x, y, width, height).clip();
  for (const slope of slopes) {
    for (let start = Math.floor((x - height) / step) * step; start < x + width + height; start += step) {
      doc.moveTo(start, slope === 1 ? y + height : y).lineTo(start + height, slope === 1 ? y : y + height);
    }
  }
  doc.lineWidth(line).stroke(colour);
  doc.restore();
}
