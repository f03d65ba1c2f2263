import type { Drift } from '../../../shared/contract/statistics.ts';
import { shownLimits } from '../../../shared/domain/shown-limits.ts';
import { colours, column, type Box } from '../../report/pdf/paper.ts';
import { filled } from '../../report/filled.ts';
import { heading, paragraph, styles, type Sheet } from './sheet.ts';

/** A model's scores over time, with its name. */
export interface ModelChart {
  readonly name: string;
  readonly drift: Drift;
}

const size = { height: 120, left: 40, below: 16 };

/** Draws a chart for each model: mean scores between their control limits, with T1 and T2. */
export function drawDriftCharts(sheet: Sheet, charts: readonly ModelChart[]): void {
  if (charts.length === 0) return;
  heading(sheet, sheet.words.drift.title, size.height + size.below + 60);
  for (const chart of charts) drawChart(sheet, chart);
  paragraph(sheet, sheet.words.drift.text, styles.small);
}

function drawChart(sheet: Sheet, { name, drift }: ModelChart): void {
  const { doc, type, flow, words, format } = sheet;
  const { points, limits, inForce, signals } = drift;
  const top = flow.take(size.height + size.below + 30) + 14;
  type.line(name, column.left, top - 14, styles.subheading);
  const plot: Box = {
    x: column.left + size.left,
    y: top + 4,
    width: column.width - size.left,
    height: size.height,
  };
  const means = points.map(({ mean }) => mean);
  const control = limits === null ? [] : [limits.lower, limits.centre, limits.upper];
  const { low, high, within } = shownLimits([...means, ...control], inForce);
  const yOf = (score: number): number => plot.y + plot.height * (1 - (score - low) / (high - low));
  const xOf = (index: number): number => plot.x + (plot.width * index) / Math.max(points.length - 1, 1);
  const level = (score: number, colour: string, dash: number | null): void => {
    doc
      .moveTo(plot.x, yOf(score))
      .lineTo(plot.x + plot.width, yOf(score))
      .lineWidth(0.8);
    if (dash !== null) doc.dash(dash, { space: dash });
    doc.stroke(colour).undash();
  };
  doc.rect(plot.x, plot.y, plot.width, plot.height).lineWidth(0.5).stroke(colours.rule);
  for (const score of [low, high]) {
    type.line(format.score(score), plot.x - 5, yOf(score) - 6, styles.small, 'right');
  }
  for (const [place, score] of control.entries()) level(score, colours.bar, place === 1 ? null : 4);
  for (const name of within) {
    const score = inForce?.[name] ?? 0;
    level(score, colours[name], 2);
    const label = `${name === 'review' ? 'T1' : 'T2'} ${format.score(score)}`;
    type.line(
      label,
      plot.x + plot.width - 2,
      yOf(score) - 11,
      { ...styles.small, colour: colours[name] },
      'right',
    );
  }
  for (const [index, mean] of means.entries()) {
    if (index === 0) doc.moveTo(xOf(index), yOf(mean));
    else doc.lineTo(xOf(index), yOf(mean));
  }
  doc.lineWidth(1).lineJoin('round').stroke(colours.accent);
  for (const { point } of signals) {
    const mean = means[point];
    if (mean !== undefined) {
      doc.circle(xOf(point), yOf(mean), 2.2).fillAndStroke(colours.defect, colours.text);
    }
  }
  const [first, last] = [points[0], points.at(-1)];
  const y = plot.y + plot.height + 3;
  type.line(format.instant(first?.from ?? 0), plot.x, y, styles.small);
  type.line(format.instant(last?.to ?? 0), plot.x + plot.width, y, styles.small, 'right');
  const met = new Set(signals.map(({ rule }) => words.drift.rules[rule]));
  const told = [
    ...(inForce === null
      ? []
      : [
          filled(words.drift.inForce, {
            review: format.score(inForce.review),
            defect: format.score(inForce.defect),
          }),
        ]),
    limits === null ? words.drift.few : met.size === 0 ? words.drift.quiet : [...met].join('; '),
  ];
  paragraph(sheet, told.join(' '), styles.small);
}
