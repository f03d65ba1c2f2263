import type { Overview } from '../../../shared/contract/statistics.ts';
import { shownOf } from '../../../shared/domain/bucket-sums.ts';
import { arrivedIn, outcomes, yieldOf } from '../../../shared/domain/outcome.ts';
import { colours, column, fillOutcome, type Box } from '../../report/pdf/paper.ts';
import { styles, type Sheet } from './sheet.ts';

const size = { height: 168, left: 40, right: 38, below: 18, legend: 18 };

/** Draws the outcomes of parts as stacked bars with the yield as a line; of frames, if there are no parts. */
export function drawYieldChart(sheet: Sheet, overview: Overview): void {
  const top = sheet.flow.take(size.height + size.below + size.legend + 6) + 6;
  const plot: Box = {
    x: column.left + size.left,
    y: top,
    width: column.width - size.left - size.right,
    height: size.height,
  };
  const shown = shownOf(overview.buckets);
  const { step, most } = wholeSteps(
    Math.max(...overview.buckets.map((bucket) => arrivedIn(bucket[shown]))),
    4,
  );
  drawAxes(sheet, plot, step, most, shown);
  drawBars(sheet, plot, overview, most, shown);
  if (shown === 'parts') drawYield(sheet, plot, overview);
  drawNames(sheet, plot, overview);
  drawLegend(sheet, plot, shown);
}

/**
 * Returns an axis's steps from 0 on, in round whole numbers: their distance, and the last one, which is at least `highest`.
 *
 * @param intervals maximum number of steps
 */
function wholeSteps(highest: number, intervals: number): { step: number; most: number } {
  const rough = Math.max(highest, 1) / intervals;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((round) => round * power >= rough) ?? 10;
  const step = Math.max(Math.round(factor * power), 1);
  return { step, most: Math.ceil(Math.max(highest, 1) / step) * step };
}

type Shown = ReturnType<typeof shownOf>;

function drawAxes({ doc, type, format }: Sheet, plot: Box, step: number, most: number, shown: Shown): void {
  const right = plot.x + plot.width;
  for (let value = 0; value <= most; value += step) {
    const y = plot.y + plot.height * (1 - value / most);
    doc.moveTo(plot.x, y).lineTo(right, y).lineWidth(0.5).stroke(colours.rule);
    type.line(format.count(value), plot.x - 5, y - 6, styles.small, 'right');
  }
  if (shown === 'frames') return;
  for (const share of [0, 0.25, 0.5, 0.75, 1]) {
    const y = plot.y + plot.height * (1 - share);
    type.line(`${Math.round(share * 100)} %`, column.right, y - 6, styles.small, 'right');
  }
}

function drawBars({ doc }: Sheet, plot: Box, { buckets }: Overview, most: number, shown: Shown): void {
  const slot = plot.width / buckets.length;
  const width = Math.min(slot * 0.8, 44);
  for (const [index, bucket] of buckets.entries()) {
    const x = plot.x + (index + 0.5) * slot - width / 2;
    let foot = plot.y + plot.height;
    for (const outcome of outcomes) {
      const height = (bucket[shown][outcome] / most) * plot.height;
      foot -= height;
      fillOutcome(doc, { x, y: foot, width, height }, outcome);
    }
  }
}

/** Draws the yield's line. It is interrupted where nothing was inspected; a single point is a dot. */
function drawYield({ doc }: Sheet, plot: Box, { buckets }: Overview): void {
  const slot = plot.width / buckets.length;
  const points = buckets.map((bucket, index) => {
    const share = yieldOf(bucket.parts);
    return share === null
      ? null
      : { x: plot.x + (index + 0.5) * slot, y: plot.y + plot.height * (1 - share) };
  });
  for (const [index, point] of points.entries()) {
    const before = points[index - 1];
    if (point === null || !before) continue;
    doc.moveTo(before.x, before.y).lineTo(point.x, point.y);
  }
  doc.lineWidth(1.2).lineJoin('round').stroke(colours.text);
  const radius = Math.min(Math.max(slot / 5, 0.8), 2.2);
  for (const point of points) {
    if (point !== null) {
      doc.circle(point.x, point.y, radius).lineWidth(0.8).fillAndStroke(colours.ground, colours.text);
    }
  }
}

function drawNames({ type, format }: Sheet, plot: Box, { buckets, unit }: Overview): void {
  const slot = plot.width / buckets.length;
  const names = buckets.map((bucket) => format.bucket(bucket, unit));
  const widest = Math.max(...names.map((name) => type.width(name, styles.small)));
  const every = Math.max(Math.ceil((widest + 8) / slot), 1);
  for (let index = 0; index < names.length; index += every) {
    type.line(
      names[index] ?? '',
      plot.x + (index + 0.5) * slot,
      plot.y + plot.height + 4,
      styles.small,
      'centre',
    );
  }
}

function drawLegend({ doc, type, words }: Sheet, plot: Box, shown: Shown): void {
  const y = plot.y + plot.height + size.below + 4;
  let { x } = plot;
  for (const outcome of outcomes) {
    fillOutcome(doc, { x, y: y + 1, width: 9, height: 9 }, outcome);
    type.line(words.counts[outcome], x + 13, y, styles.small);
    x += 13 + type.width(words.counts[outcome], styles.small) + 14;
  }
  if (shown === 'frames') return;
  doc
    .moveTo(x, y + 6)
    .lineTo(x + 18, y + 6)
    .lineWidth(1.2)
    .stroke(colours.text);
  doc
    .circle(x + 9, y + 6, 2)
    .lineWidth(0.8)
    .fillAndStroke(colours.ground, colours.text);
  type.line(words.counts.yield, x + 23, y, styles.small);
}
