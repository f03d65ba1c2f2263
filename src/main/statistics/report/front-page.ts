import type { Overview } from '../../../shared/contract/statistics.ts';
import { inspectedIn, totalOf, yieldOf } from '../../../shared/domain/bucket-sums.ts';
import { column, colours, fillVerdict } from '../../report/pdf/paper.ts';
import { lineHeight } from '../../report/pdf/type-setter.ts';
import { heading, paragraph, styles, type Sheet } from './sheet.ts';
import { filled } from '../../report/filled.ts';
import { drawYieldChart } from './yield-chart.ts';

export interface ReportHead {
  /** The product's name, or the words for all products. */
  readonly subject: string;
  /** Pairs of a name and its value. */
  readonly facts: readonly (readonly [name: string, value: string])[];
}

const labelWidth = 130;

/** What the report is about, the counts, and the yield over time. */
export function drawFrontPage(sheet: Sheet, head: ReportHead, overview: Overview): void {
  const { type, flow, words, format } = sheet;
  const { buckets, inspections, unit } = overview;
  type.line(words.title, column.left, flow.take(lineHeight(styles.body)), {
    ...styles.body,
    colour: colours.faint,
  });
  for (const line of type.lines(head.subject, column.width, styles.title)) {
    type.line(line, column.left, flow.take(lineHeight(styles.title)), styles.title);
  }
  flow.take(6);
  for (const [name, value] of head.facts) {
    const lines = type.lines(value, column.width - labelWidth, styles.body);
    const top = flow.take(lines.length * lineHeight(styles.body));
    type.line(name, column.left, top, { ...styles.body, colour: colours.faint });
    type.stack(lines, column.left + labelWidth, top, styles.body);
  }
  flow.take(10);
  if (buckets.length === 0) {
    paragraph(sheet, words.nothing, styles.strong);
    return;
  }
  drawCounts(sheet, overview);
  const { parts, frames } = inspections;
  if (parts > 0) paragraph(sheet, filled(words.counted.parts, { count: format.count(parts) }), styles.small);
  if (frames > 0) {
    paragraph(sheet, filled(words.counted.frames, { count: format.count(frames) }), styles.small);
  }
  heading(sheet, words.yield.title, 220);
  drawYieldChart(sheet, overview);
  paragraph(sheet, words.yield[unit], styles.small);
}

/** The counts side by side, each verdict with its mark. */
function drawCounts({ doc, type, flow, words, format }: Sheet, { buckets }: Overview): void {
  const total = totalOf(buckets);
  const tiles = [
    { name: words.counts.inspected, value: format.count(inspectedIn(total)), verdict: null },
    { name: words.counts.good, value: format.count(total.good), verdict: 'good' },
    { name: words.counts.review, value: format.count(total.review), verdict: 'review' },
    { name: words.counts.defect, value: format.count(total.defect), verdict: 'defect' },
    { name: words.counts.yield, value: format.share(yieldOf(total)), verdict: null },
    { name: words.counts.entries, value: format.count(total.entries), verdict: null },
  ] as const;
  const gap = 6;
  const width = (column.width - gap * (tiles.length - 1)) / tiles.length;
  const height = 44;
  const top = flow.take(height + 8);
  for (const [index, { name, value, verdict }] of tiles.entries()) {
    const x = column.left + index * (width + gap);
    doc.roundedRect(x, top, width, height, 3).fillAndStroke(colours.panel, colours.rule);
    const indent = verdict === null ? 7 : 20;
    if (verdict !== null) fillVerdict(doc, { x: x + 7, y: top + 8, width: 9, height: 9 }, verdict);
    type.line(type.cut(name, width - indent - 4, styles.small), x + indent, top + 7, styles.small);
    const style = { size: 15, weight: 'bold' } as const;
    type.line(type.cut(value, width - 12, style), x + 7, top + 19, style);
  }
}
