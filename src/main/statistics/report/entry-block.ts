import type { LogEntryDetail } from '../../../shared/contract/log.ts';
import { notInspected } from '../../../shared/domain/outcome.ts';
import { colours, column, fillMissing, fillOutcome, type Box } from '../../report/pdf/paper.ts';
import { lineHeight } from '../../report/pdf/type-setter.ts';
import { factsOf, noteOf } from './entry-facts.ts';
import type { EntryPictures } from './entry-pictures.ts';
import { styles, type Sheet } from './sheet.ts';
import { filled } from '../../report/filled.ts';

const picture = { side: 140, gap: 8 };
const head = 18;
const caption = 12;
const below = 11;
const facts = {
  x: column.left + 2 * (picture.side + picture.gap) + 6,
  labels: 66,
};
const values = { x: facts.x + facts.labels + 6, width: column.right - facts.x - facts.labels - 6 };
const style = { size: 7.8 };
const faint = { ...style, colour: colours.faint };

/** An entry's layout, with its height in points. */
export interface EntryBlock {
  readonly entry: LogEntryDetail;
  readonly rows: readonly { readonly names: readonly string[]; readonly values: readonly string[] }[];
  readonly note: readonly string[];
  readonly height: number;
}

/** Lays an entry out. @param named true to show the product's name */
export function layOutEntry(
  { type, words, format }: Sheet,
  entry: LogEntryDetail,
  named: boolean,
): EntryBlock {
  const rows = factsOf(entry, words, format, named).map(([name, value]) => ({
    names: type.lines(name, facts.labels, faint),
    values: type.lines(value, values.width, style),
  }));
  const note = noteOf(entry);
  const lines = note === '' ? [] : type.lines(filled(words.entries.note, { note }), column.width, style);
  const factLines = rows.reduce((sum, row) => sum + Math.max(row.names.length, row.values.length), 0);
  const body = Math.max(picture.side + caption, factLines * lineHeight(style));
  const noteHeight = lines.length === 0 ? 0 : 4 + lines.length * lineHeight(style);
  return { entry, rows, note: lines, height: head + body + noteHeight + below };
}

/** Draws an entry. @param top its upper edge, points. @param place its number in the report, from 1 */
export function drawEntry(
  sheet: Sheet,
  { entry, rows, note, height }: EntryBlock,
  pictures: EntryPictures,
  top: number,
  place: number,
): void {
  const { doc, type, words, format } = sheet;
  doc.moveTo(column.left, top).lineTo(column.right, top).lineWidth(0.75).stroke(colours.bar);
  type.line(
    `${place}. ${filled(words.entries.entry, { id: entry.id })}`,
    column.left,
    top + 3,
    styles.subheading,
  );
  const score = entry.score === null ? '' : filled(words.entries.score, { score: format.score(entry.score) });
  type.line(score, column.right, top + 3, styles.subheading, 'right');
  const verdict = words.counts[entry.verdict];
  const right = column.right - type.width(score, styles.subheading) - 16;
  const width = type.width(verdict, styles.subheading);
  type.line(verdict, right, top + 3, { ...styles.subheading, colour: colours[entry.verdict] }, 'right');
  fillOutcome(doc, { x: right - width - 14, y: top + 5, width: 9, height: 9 }, entry.verdict);

  const box = { x: column.left, y: top + head, width: picture.side, height: picture.side };
  const { noPicture, neverPicture, noHeatmap, neverHeatmap } = words.entries;
  const whyNoPicture = entry.pictured || entry.picturesGone !== null ? noPicture : neverPicture;
  drawPicture(sheet, box, pictures.picture, words.entries.picture, whyNoPicture);
  const second = { ...box, x: box.x + picture.side + picture.gap };
  const whyNoHeatmap = entry.verdict === notInspected ? neverHeatmap : noHeatmap;
  drawPicture(sheet, second, pictures.heatmap, words.entries.heatmap, whyNoHeatmap);

  let y = top + head;
  for (const row of rows) {
    type.stack(row.names, facts.x, y, faint);
    type.stack(row.values, values.x, y, style);
    y += Math.max(row.names.length, row.values.length) * lineHeight(style);
  }
  type.stack(note, column.left, top + height - below - note.length * lineHeight(style), style);
}

function drawPicture(
  { doc, type }: Sheet,
  box: Box,
  jpeg: Uint8Array | null,
  name: string,
  missing: string,
): void {
  if (jpeg === null) {
    fillMissing(doc, box);
    type.line(missing, box.x + box.width / 2, box.y + box.height / 2 - 6, styles.strong, 'centre');
  } else {
    doc.image(Buffer.from(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength), box.x, box.y, {
      fit: [box.width, box.height],
      align: 'center',
      valign: 'center',
    });
  }
  const text = type.cut(name, box.width, faint);
  type.line(text, box.x, box.y + box.height + 1, faint);
}
