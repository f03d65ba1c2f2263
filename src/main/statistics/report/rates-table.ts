import type { Overview } from '../../../shared/contract/statistics.ts';
import { seenIn } from '../../../shared/domain/bucket-sums.ts';
import { decisionRates, isTelling } from '../../../shared/domain/decision-rates.ts';
import { inspectedIn } from '../../../shared/domain/outcome.ts';
import type { Rate } from '../../../shared/domain/wilson-interval.ts';
import { colours, column } from '../../report/pdf/paper.ts';
import { lineHeight } from '../../report/pdf/type-setter.ts';
import { heading, paragraph, styles, type Sheet } from './sheet.ts';
import { filled } from '../../report/filled.ts';

const nameWidth = 246;
/** Right edges of the figures' columns. */
const rights = { share: column.left + 298, interval: column.left + 410, entries: column.right };

interface Row {
  readonly name: string;
  readonly text: string;
  readonly share: string;
  /** True to emphasise the share. */
  readonly telling: boolean;
  readonly interval: string;
  readonly entries: string;
}

/** Draws the model's rates by people's decisions, each with its interval. */
export function drawRates(sheet: Sheet, { decided, buckets }: Overview): void {
  const { words, format } = sheet;
  const rates = decisionRates(decided, inspectedIn(seenIn(buckets).parts));
  heading(sheet, words.rates.title, 120);
  drawHead(sheet);
  const known = rates.escapes.of > 0;
  for (const name of [
    ...(['falseRejects', 'goodInReview', 'caughtInReview'] as const),
    ...(known ? (['escapes'] as const) : []),
  ]) {
    drawRow(sheet, {
      name: words.rates[name],
      text: words.rates[`${name}Text`],
      ...figuresOf(sheet, rates[name]),
    });
  }
  if (rates.rejectedGoodParts !== null) {
    const { least, most, parts } = rates.rejectedGoodParts;
    const share = filled(words.rates.between, { least: format.share(least), most: format.share(most) });
    drawRow(sheet, {
      name: words.rates.rejectedGoodParts,
      text: words.rates.rejectedGoodPartsText,
      share: '',
      telling: false,
      interval: share,
      entries: filled(words.rates.parts, { count: format.count(parts) }),
    });
  }
  if (!known) {
    drawRow(sheet, {
      name: words.rates.escapes,
      text: words.rates.escapesUnknownText,
      share: '',
      telling: false,
      interval: '',
      entries: words.rates.unknown,
    });
  }
  paragraph(sheet, filled(words.rates.undecided, { count: format.count(rates.undecided) }), styles.small);
}

function figuresOf(
  { words, format }: Sheet,
  { count, of, share, low, high }: Rate,
): Omit<Row, 'name' | 'text'> {
  return {
    share: format.share(share),
    telling: isTelling({ of }),
    interval:
      of === 0 ? '–' : filled(words.rates.between, { least: format.share(low), most: format.share(high) }),
    entries: filled(words.rates.of, { part: format.count(count), whole: format.count(of) }),
  };
}

function drawHead({ doc, type, flow, words }: Sheet): void {
  const top = flow.take(lineHeight(styles.small) + 4);
  type.line(words.rates.rate, column.left, top, styles.small);
  type.line(words.rates.share, rights.share, top, styles.small, 'right');
  type.line(words.rates.interval, rights.interval, top, styles.small, 'right');
  type.line(words.rates.entries, rights.entries, top, styles.small, 'right');
  const y = top + lineHeight(styles.small) + 1;
  doc.moveTo(column.left, y).lineTo(column.right, y).lineWidth(0.75).stroke(colours.bar);
}

function drawRow({ doc, type, flow }: Sheet, { name, text, share, telling, interval, entries }: Row): void {
  const explanation = type.lines(text, nameWidth, styles.small);
  const height = lineHeight(styles.strong) + explanation.length * lineHeight(styles.small) + 6;
  const top = flow.take(height);
  type.line(name, column.left, top, styles.strong);
  type.stack(explanation, column.left, top + lineHeight(styles.strong), styles.small);
  type.line(share, rights.share, top, telling ? styles.strong : styles.body, 'right');
  type.line(interval, rights.interval, top, styles.body, 'right');
  type.line(entries, rights.entries, top, styles.body, 'right');
  doc
    .moveTo(column.left, top + height - 3)
    .lineTo(column.right, top + height - 3)
    .lineWidth(0.5)
    .stroke(colours.rule);
}
