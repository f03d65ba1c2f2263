import { colours, column, paper, type PdfDocument } from './paper.ts';
import type { TypeSetter } from './type-setter.ts';

export interface PageFlowParts {
  /** Document with `bufferPages` and without a first page. */
  readonly doc: PdfDocument;
  readonly type: TypeSetter;
  /** Text at the left of each page's foot. */
  readonly title: string;
  /** Returns the text at the right of the foot, such as `Page 3 of 12`. */
  readonly pageText: (page: number, pages: number) => string;
}

export type PageFlow = ReturnType<typeof createPageFlow>;

/**
 * Makes a flow that fills pages from top to bottom. Pages stay in memory until the total number is known; from then
 * on, each page is written when the next begins, so that a report needs the memory of one page.
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
    /** Reserves a height on the page, or on the next page if it does not fit. @returns top of the reserved space */
    take(height: number): number {
      if (page === 0 || y + height > column.bottom) newPage();
      const top = y;
      y += height;
      return top;
    },

    /** Returns the free height of the page, points. */
    left: (): number => (page === 0 ? 0 : column.bottom - y),

    newPage,

    /** Returns the number of pages so far. */
    count: (): number => page,

    /** Sets the total number of pages and writes the feet of the pages in memory. */
    expect(all: number): void {
      pages = all;
      for (let index = 0; index < page; index++) {
        doc.switchToPage(index);
        foot(index + 1, all);
      }
    },
  };
}
