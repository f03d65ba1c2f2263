import type { Model } from '../../../shared/contract/models.ts';
import type { Product } from '../../../shared/contract/products.ts';
import { limitsOnceActive } from '../../../shared/domain/chosen-limits.ts';
import { outcomeAt, type DecisionOutcome } from '../../../shared/domain/decision-outcome.ts';

/** A model with the values of its columns; null values: not evaluated. */
export interface ModelRow {
  readonly model: Model;
  /** Outcome at the limits that judge the model's parts, now or after an activation. */
  readonly outcome: DecisionOutcome | null;
  readonly imageAuroc: number | null;
  readonly auPro: number | null;
  /** Median time of a run of its graph, milliseconds. */
  readonly frameMs: number | null;
}

/** Figures with a column of their own. */
export const figureColumns = ['escapes', 'falseRejects', 'imageAuroc', 'auPro', 'frameMs'] as const;
export type ModelColumn = 'name' | 'createdAt' | (typeof figureColumns)[number];

export interface ModelOrder {
  readonly column: ModelColumn;
  readonly falling: boolean;
}

export function modelRow(model: Model, product: Product): ModelRow {
  const result = model.latestEvaluation?.result;
  return {
    model,
    outcome: result ? outcomeAt(result, limitsOnceActive(model, product.thresholds)) : null,
    imageAuroc: result?.imageAuroc ?? null,
    auPro: result?.auPro ?? null,
    frameMs: result?.msPerImage ?? null,
  };
}

/**
 * Sorts models by a column: pinned ones first, and those without a value last in both directions.
 *
 * @param nameOf returns a model's name
 */
export function sortedRows(
  rows: readonly ModelRow[],
  { column, falling }: ModelOrder,
  nameOf: (model: Model) => string,
): ModelRow[] {
  const valueOf = (row: ModelRow): string | number | null => {
    if (column === 'name') return nameOf(row.model);
    if (column === 'createdAt') return row.model.createdAt;
    if (column === 'escapes' || column === 'falseRejects') return row.outcome?.[column].share ?? null;
    return row[column];
  };
  return rows.toSorted((one, other) => {
    const pinned = Number(other.model.pinned) - Number(one.model.pinned);
    if (pinned !== 0) return pinned;
    const [a, b] = [valueOf(one), valueOf(other)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    const rising = typeof a === 'string' ? a.localeCompare(String(b)) : a - Number(b);
    return falling ? -rising : rising;
  });
}
