import { colours, column, paper, type PdfDocument } from './paper.ts';
import type { TypeSetter } from './type-setter.ts';

export interface PageFlowParts {
  /** With `bufferPages` and without a first page. */
  readonly doc: PdfDocument;
  readonly type: TypeSetter;
  /** What stands at the left of each page's foot. */
  readonly title: string;
  /** What stands at its right: `Page 3 of 12`. */
  readonly pageText: (page: number, pages: number) => string;
}

export type PageFlow = ReturnType<typeof createPageFlow>;

/**
 * Fills pages from their top to their bottom. Until the number of all pages is known, pages are kept; from then on each
 * leaves as soon as the next begins, so that a report takes no more memory than a page of it.
 */
export function createPageFlow({ doc, type, title, pageText }: PageFlowParts) {
  let page = 0;
  let pages: number | null = null;
  let y: number = column.bottom;

  function foot(number: number, all: number): void {
    const style = { size: 8, colour: colours.faint };
    const top = paper.height - paper.margin - 14;
    const right = pageText(number, all);
    const room = column.width - type.width(right, style) - 12;
    doc
      .moveTo(column.left, top - 4)
      .lineTo(column.right, top - 4)
      .lineWidth(0.5)
      .stroke(colours.rule);
    type.line(type.cut(title, room, style), column.left, top, style);
    type.line(right, column.right, top, style, 'right');
  }

  function newPage(): void {
    if (pages !== null) doc.flushPages();
    doc.addPage({ size: [paper.width, paper.height], margin: 0 });
    page += 1;
    y = column.top;
    if (pages !== null) foot(page, pages);
  }

  return {
    /** Takes a height from the page, or from the next one when this has not enough left. @returns the top of it */
    take(height: number): number {
      if (page === 0 || y + height > column.bottom) newPage();
      const top = y;
      y += height;
      return top;
    },

    /** What is left of the page, points. */
    left: (): number => (page === 0 ? 0 : column.bottom - y),

    newPage,

    /** Pages that there are. */
    count: (): number => page,

    /** Says how many pages there will be: the kept ones get their foot. */
    expect(all: number): void {
      pages = all;
      for (let index = 0; index < page; index++) {
        doc.switchToPage(index);
        foot(index + 1, all);
      }
    },
  };
}
