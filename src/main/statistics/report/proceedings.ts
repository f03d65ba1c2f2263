import { personForPeople } from '../../../shared/domain/given-names.ts';
import { colours, column } from '../../report/pdf/paper.ts';
import { lineHeight } from '../../report/pdf/type-setter.ts';
import { filled } from '../../report/filled.ts';
import type { Proceedings } from '../proceedings-repository.ts';
import { namesIn } from './names-in.ts';
import { heading, paragraph, styles, type Sheet } from './sheet.ts';

/** Number of rows that a table shows; the rest is only counted. */
const most = 40;

/** Draws the period's shifts, alarms and pauses, and the number of decisions by person. */
export function drawProceedings(sheet: Sheet, proceedings: Proceedings): void {
  const { words, format } = sheet;
  const { proceedings: names } = words;
  const person = (name: string): string => personForPeople(name, namesIn(words));
  const end = (at: number | null): string => (at === null ? names.still : format.instant(at));
  const { shifts, alarms, pauses, decisions } = proceedings;
  drawTable(sheet, names.shifts, [names.name, names.from, names.to], shifts, (shift) => [
    shift.operator ?? person(shift.startedBy),
    format.instant(shift.startedAt),
    end(shift.endedAt),
  ]);
  drawTable(sheet, names.alarms, [names.what, names.at, names.acknowledged], alarms, (alarm) => [
    `${alarm.productName}: ${
      alarm.alarmAfter === null
        ? filled(names.silent, { seconds: format.count(alarm.silentSeconds ?? 0) })
        : filled(names.rejects, { count: format.count(alarm.alarmAfter) })
    }`,
    format.instant(alarm.raisedAt),
    alarm.acknowledgedBy === null
      ? names.still
      : `${person(alarm.acknowledgedBy)}, ${end(alarm.acknowledgedAt)}`,
  ]);
  drawTable(sheet, names.pauses, [names.what, names.from, names.to], pauses, (pause) => [
    `${pause.productName}: ${pause.reason ?? names.noReason} (${person(pause.pausedBy)})`,
    format.instant(pause.pausedAt),
    end(pause.resumedAt),
  ]);
  drawTable(
    sheet,
    names.decisions,
    [names.name, words.entries.decision, words.rates.entries],
    decisions,
    (one) => [person(one.name), words.counts[one.decision], format.count(one.entries)],
  );
}

/** Left edges of the three columns. */
const edges = [column.left, column.left + 230, column.left + 375] as const;
const widths = [222, 137, column.right - edges[2]] as const;

function drawTable<Row>(
  sheet: Sheet,
  title: string,
  head: readonly [string, string, string],
  rows: readonly Row[],
  cellsOf: (row: Row) => readonly [string, string, string],
): void {
  if (rows.length === 0) return;
  heading(sheet, title, 50);
  drawRow(sheet, head, styles.small);
  for (const row of rows.slice(0, most)) drawRow(sheet, cellsOf(row), styles.body);
  const more = rows.length - most;
  if (more > 0) {
    paragraph(sheet, filled(sheet.words.proceedings.more, { count: sheet.format.count(more) }), styles.small);
  }
}

function drawRow(
  { doc, type, flow }: Sheet,
  cells: readonly [string, string, string],
  style: (typeof styles)['body' | 'small'],
): void {
  const lines = cells.map((cell, index) => type.lines(cell, widths[index] ?? 0, style));
  const height = Math.max(...lines.map(({ length }) => length)) * lineHeight(style) + 4;
  const top = flow.take(height);
  for (const [index, stack] of lines.entries()) type.stack(stack, edges[index] ?? 0, top, style);
  const y = top + height - 2;
  doc.moveTo(column.left, y).lineTo(column.right, y).lineWidth(0.5).stroke(colours.rule);
}

/** Draws the fields for the signature of the person who checks the report. */
export function drawSignature(sheet: Sheet): void {
  const { doc, type, flow, words } = sheet;
  heading(sheet, words.signature.title, 60);
  const top = flow.take(52);
  const places = [words.signature.name, words.signature.date, words.signature.signature] as const;
  const gap = 18;
  const width = (column.width - 2 * gap) / places.length;
  for (const [index, place] of places.entries()) {
    const x = column.left + index * (width + gap);
    doc
      .moveTo(x, top + 34)
      .lineTo(x + width, top + 34)
      .lineWidth(0.75)
      .stroke(colours.bar);
    type.line(place, x, top + 37, styles.small);
  }
}
