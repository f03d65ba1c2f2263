import PDFDocument from 'pdfkit';
import type { LogEntryDetail } from '../../../shared/contract/log.ts';
import type { Overview } from '../../../shared/contract/statistics.ts';
import type { Language } from '../../../shared/domain/languages.ts';
import { createPageFlow } from '../../report/pdf/page-flow.ts';
import { column } from '../../report/pdf/paper.ts';
import { openReportFonts } from '../../report/pdf/report-fonts.ts';
import { createTypeSetter } from '../../report/pdf/type-setter.ts';
import { drawEntry, layOutEntry, type EntryBlock } from './entry-block.ts';
import type { EntryPictures } from './entry-pictures.ts';
import { drawFrontPage, type ReportHead } from './front-page.ts';
import type { Proceedings } from '../proceedings-repository.ts';
import { drawDriftCharts, type ModelChart } from './drift-chart.ts';
import { drawProceedings, drawSignature } from './proceedings.ts';
import { drawCauses } from './pareto-chart.ts';
import { drawRates } from './rates-table.ts';
import type { ReportFormat } from './report-format.ts';
import { heading, paragraph, styles, type Sheet } from './sheet.ts';
import { filled } from '../../report/filled.ts';
import type { ReportWords } from './words/en.ts';

export interface ReportOptions {
  readonly words: ReportWords;
  readonly format: ReportFormat;
  readonly language: Language;
  /** The program's version. */
  readonly version: string;
  readonly title: string;
}

/** All parts of a report except the entries. */
export interface ReportFront {
  readonly head: ReportHead;
  readonly overview: Overview;
  readonly charts: readonly ModelChart[];
  readonly proceedings: Proceedings;
}

export type OpenReport = ReturnType<typeof openReport>;

/**
 * Opens a PDF that is drawn from beginning to end. Its bytes can be taken after each part, so that a long report does not
 * fill the memory.
 */
export function openReport({ words, format, language, version, title }: ReportOptions) {
  const doc = new PDFDocument({
    autoFirstPage: false,
    bufferPages: true,
    // The cache would keep the words of thousands of entries, most of which occur only once.
    fontLayoutCache: false,
    lang: language,
    displayTitle: true,
    info: { Title: title, Creator: `Loupe ${version}`, CreationDate: new Date() },
  });
  const type = createTypeSetter(doc, openReportFonts());
  const pageText = (page: number, pages: number): string =>
    filled(words.page, { page: format.count(page), pages: format.count(pages) });
  const flow = createPageFlow({ doc, type, title, pageText });
  const sheet: Sheet = { doc, type, flow, words, format };
  const blocks: EntryBlock[] = [];

  /** Returns the bytes drawn since the last call. */
  function written(): Uint8Array {
    const bytes: unknown = doc.read();
    return bytes instanceof Uint8Array ? bytes : new Uint8Array();
  }

  return {
    /** Draws everything except the entries. */
    begin({ head, overview, charts, proceedings }: ReportFront): void {
      drawFrontPage(sheet, head, overview);
      if (overview.buckets.length > 0) {
        drawCauses(sheet, overview);
        drawRates(sheet, overview);
        drawDriftCharts(sheet, charts);
      }
      drawProceedings(sheet, proceedings);
      drawSignature(sheet);
    },

    /** Lays an entry out, to be drawn later. @param named true to show the product's name */
    plan(entry: LogEntryDetail, named: boolean): void {
      blocks.push(layOutEntry(sheet, entry, named));
    },

    /** Begins the list of entries; by now the number of pages is known. @param total number of matching entries */
    beginEntries(total: number): void {
      heading(sheet, words.entries.title, 30 + (blocks[0]?.height ?? 0));
      const shown = { shown: format.count(blocks.length), total: format.count(total) };
      paragraph(sheet, total === 0 ? words.entries.none : filled(words.entries.shown, shown), styles.small);
      flow.take(6);
      flow.expect(flow.count() + pagesFor(blocks, flow.left()));
    },

    /** Draws the entry with this index. */
    add(index: number, pictures: EntryPictures): void {
      const block = blocks[index];
      if (block === undefined) throw new RangeError(`There is no entry ${index}`);
      drawEntry(sheet, block, pictures, flow.take(block.height), index + 1);
    },

    written,

    /** Ends the document. @returns the remaining bytes */
    end(): Uint8Array {
      doc.end();
      return written();
    },
  };
}

/** Returns the number of new pages that the blocks need. @param left height left on the current page, points */
function pagesFor(blocks: readonly EntryBlock[], left: number): number {
  let pages = 0;
  let room = left;
  for (const { height } of blocks) {
    if (height > room) {
      pages += 1;
      room = column.bottom - column.top;
    }
    room -= height;
  }
  return pages;
}
