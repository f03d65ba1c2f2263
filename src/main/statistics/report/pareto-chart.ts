import type { Overview } from '../../../shared/contract/statistics.ts';
import { paretoBars, type ParetoBar } from '../../../shared/domain/pareto.ts';
import { colours, column } from '../../report/pdf/paper.ts';
import { lineHeight } from '../../report/pdf/type-setter.ts';
import { heading, paragraph, styles, type Sheet } from './sheet.ts';
import { filled } from '../../report/filled.ts';
import type { ReportWords } from './words/en.ts';

const most = 12;
const row = 15;
const bar = { x: column.left + 196, width: 210, height: 9 };
const count = { right: bar.x + bar.width + 46 };

interface Row {
  readonly name: string;
  readonly entries: number;
  /** Cumulative share; null for the rows of rarer causes and of no stated cause. */
  readonly cumulative: number | null;
}

interface Chart {
  readonly title: string;
  readonly bars: readonly ParetoBar[];
  readonly rows: readonly Row[];
}

const titleHeight = lineHeight(styles.subheading) + 2;

function heightOf({ rows }: Chart): number {
  return titleHeight + rows.length * row + lineHeight(styles.small) + 8;
}

/** Draws the causes of decisions, the most frequent on top, with their cumulative share. */
export function drawCauses(sheet: Sheet, { causes, decided }: Overview): void {
  const { words, format } = sheet;
  const charts = (['defect', 'good'] as const)
    .map((decision): Chart => {
      const ofDecision = causes.filter((cause) => cause.decision === decision);
      return chartOf(words.causes[decision], ofDecision, words.causes);
    })
    .filter(({ rows }) => rows.length > 0);
  const undecided = decided
    .filter(({ decision }) => decision === null)
    .reduce((sum, { entries }) => sum + entries, 0);
  const [first] = charts;
  heading(sheet, words.causes.title, first ? heightOf(first) : 2 * lineHeight(styles.body));
  if (charts.every(({ bars }) => bars.length === 0)) paragraph(sheet, words.causes.none, styles.body);
  for (const chart of charts) drawChart(sheet, chart);
  if (undecided > 0) {
    paragraph(sheet, filled(words.causes.undecided, { count: format.count(undecided) }), styles.small);
  }
}

function chartOf(title: string, causes: Overview['causes'], words: ReportWords['causes']): Chart {
  const { bars, rest, withoutCause } = paretoBars(causes, most);
  const others = [
    { name: words.rest, entries: rest, cumulative: null },
    { name: words.withoutCause, entries: withoutCause, cumulative: null },
  ].filter(({ entries }) => entries > 0);
  const rows = [...bars.map(({ cause, ...figures }): Row => ({ name: cause, ...figures })), ...others];
  return { title, bars, rows };
}

function drawChart(sheet: Sheet, chart: Chart): void {
  const { doc, type, flow, format, words } = sheet;
  const { title, bars, rows } = chart;
  const top = flow.take(heightOf(chart));
  type.line(title, column.left, top, styles.subheading);
  const highest = Math.max(...rows.map(({ entries }) => entries));
  const middle = (index: number): number => top + titleHeight + (index + 0.5) * row;
  for (const [index, { name, entries, cumulative }] of rows.entries()) {
    const y = middle(index);
    const room = bar.x - column.left - 8;
    type.line(type.cut(name, room, styles.body), column.left, y - 6.5, styles.body);
    doc.rect(bar.x, y - bar.height / 2, (entries / highest) * bar.width, bar.height);
    // Only the bars of single causes are filled.
    if (cumulative === null) doc.lineWidth(0.5).fillAndStroke(colours.panel, colours.bar);
    else doc.fill(colours.bar);
    type.line(format.count(entries), count.right, y - 6.5, styles.body, 'right');
    if (cumulative !== null) {
      type.line(format.share(cumulative), column.right, y - 6.5, styles.small, 'right');
    }
  }
  drawCumulative(sheet, bars, middle);
  if (bars.length === 0) return;
  const foot = middle(rows.length - 1) + row / 2 + 2;
  doc
    .moveTo(bar.x, foot + 6)
    .lineTo(bar.x + 18, foot + 6)
    .lineWidth(1.2)
    .stroke(colours.accent);
  type.line(words.causes.cumulative, bar.x + 23, foot, styles.small);
}

function drawCumulative({ doc }: Sheet, bars: readonly ParetoBar[], middle: (index: number) => number): void {
  const points = bars.map(({ cumulative }, index) => ({
    x: bar.x + cumulative * bar.width,
    y: middle(index),
  }));
  for (const [index, { x, y }] of points.entries()) {
    if (index === 0) doc.moveTo(x, y);
    else doc.lineTo(x, y);
  }
  if (points.length > 1) doc.lineWidth(1.2).lineJoin('round').stroke(colours.accent);
  for (const { x, y } of points) {
    doc.circle(x, y, 2).lineWidth(1).fillAndStroke(colours.ground, colours.accent);
  }
}
