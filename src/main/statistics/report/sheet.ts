import type { PageFlow } from '../../report/pdf/page-flow.ts';
import type { PdfDocument } from '../../report/pdf/paper.ts';
import { column } from '../../report/pdf/paper.ts';
import { lineHeight, type TextStyle, type TypeSetter } from '../../report/pdf/type-setter.ts';
import type { ReportFormat } from './report-format.ts';
import type { ReportWords } from './words/en.ts';

/** The tools with which every part of a report is drawn. */
export interface Sheet {
  readonly doc: PdfDocument;
  readonly type: TypeSetter;
  readonly flow: PageFlow;
  readonly words: ReportWords;
  readonly format: ReportFormat;
}

export const styles = {
  title: { size: 20, weight: 'bold' },
  heading: { size: 13, weight: 'bold' },
  subheading: { size: 9.5, weight: 'bold' },
  body: { size: 9 },
  strong: { size: 9, weight: 'bold' },
  small: { size: 8, colour: '#5a6672' },
} as const satisfies Record<string, TextStyle>;

/** Draws a heading. It goes to the next page if there is no room for it and the content below it. */
export function heading({ type, flow }: Sheet, text: string, behind: number): void {
  const height = lineHeight(styles.heading);
  if (flow.left() < height + 14 + behind) flow.newPage();
  else flow.take(14);
  type.line(text, column.left, flow.take(height + 4), styles.heading);
}

/** Draws a text over the whole column. */
export function paragraph({ type, flow }: Sheet, text: string, style: TextStyle): void {
  for (const line of type.lines(text, column.width, style)) {
    type.line(line, column.left, flow.take(lineHeight(style)), style);
  }
}
