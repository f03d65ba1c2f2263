import type { Overview } from '../../../shared/contract/statistics.ts';
import { shownOf, totalOf } from '../../../shared/domain/bucket-sums.ts';
import { arrivedIn, notInspected, outcomes, yieldOf } from '../../../shared/domain/outcome.ts';
import { column, colours, fillOutcome } from '../../report/pdf/paper.ts';
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

/** Draws the front page: the report's subject, the counts, and the yield over time. */
export function drawFrontPage(sheet: Sheet, head: ReportHead, overview: Overview): void {
  const { type, flow, words, format } = sheet;
  const { buckets, unit } = overview;
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
  const { frames } = totalOf(buckets);
  if (arrivedIn(frames) > 0) {
    const { good, review, defect, [notInspected]: uninspected } = frames;
    const counts = { count: arrivedIn(frames), good, review, defect, uninspected };
    paragraph(sheet, filled(words.counted.frames, countsInWords(counts, sheet)), styles.small);
  }
  if (overview.reasons.length > 0) {
    const reasons = overview.reasons
      .map(({ reason, parts, frames: seen }) =>
        filled(words.notInspected.count, {
          reason: words.notInspected.reasons[reason],
          count: format.count(parts + seen),
        }),
      )
      .join('; ');
    paragraph(sheet, filled(words.counted.uninspected, { reasons }), styles.small);
  }
  heading(sheet, shownOf(buckets) === 'parts' ? words.yield.title : words.yield.frames, 220);
  drawYieldChart(sheet, overview);
  paragraph(sheet, words.yield[unit], styles.small);
}

function countsInWords(counts: Readonly<Record<string, number>>, { format }: Sheet): Record<string, string> {
  return Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, format.count(count)]));
}

/** Draws the counts side by side, each outcome with its mark: parts with their yield, or frames if there are no parts. */
function drawCounts({ doc, type, flow, words, format }: Sheet, { buckets }: Overview): void {
  const total = totalOf(buckets);
  const shown = shownOf(buckets);
  const tiles = [
    { name: words.counts[shown], value: format.count(arrivedIn(total[shown])), outcome: null },
    ...outcomes.map((outcome) => ({
      name: words.counts[outcome],
      value: format.count(total[shown][outcome]),
      outcome,
    })),
    ...(shown === 'parts'
      ? [{ name: words.counts.yield, value: format.share(yieldOf(total.parts)), outcome: null }]
      : []),
    { name: words.counts.entries, value: format.count(total.entries), outcome: null },
  ];
  const gap = 6;
  const width = (column.width - gap * (tiles.length - 1)) / tiles.length;
  const height = 44;
  const top = flow.take(height + 8);
  for (const [index, { name, value, outcome }] of tiles.entries()) {
    const x = column.left + index * (width + gap);
    doc.roundedRect(x, top, width, height, 3).fillAndStroke(colours.panel, colours.rule);
    const indent = outcome === null ? 7 : 20;
    if (outcome !== null) fillOutcome(doc, { x: x + 7, y: top + 8, width: 9, height: 9 }, outcome);
    type.line(type.cut(name, width - indent - 4, styles.small), x + indent, top + 7, styles.small);
    const style = { size: 15, weight: 'bold' } as const;
    type.line(type.cut(value, width - 12, style), x + 7, top + 19, style);
  }
}
