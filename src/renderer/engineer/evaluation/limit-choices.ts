import type { Model } from '../../../shared/contract/models.ts';
import type { Product } from '../../../shared/contract/products.ts';
import { limitsOnceActive, withScoreLimits } from '../../../shared/domain/chosen-limits.ts';
import type { ChosenLimits } from '../../../shared/domain/chosen-limits.ts';
import { proposeLimits, type LimitsAim } from '../../../shared/domain/limit-proposals.ts';

/** Ways to choose the limits when a model is activated, in the order of the window. */
export const limitChoices = ['dragged', 'standing', 'own', 'noEscape', 'f1', 'cost'] as const;
export type LimitChoice = (typeof limitChoices)[number];

/** Aims for proposed limits. @param escapeCost of the product */
export function aimsOf(escapeCost: number) {
  return {
    noEscape: { kind: 'escape-rate', rate: 0 },
    fewEscapes: { kind: 'escape-rate', rate: 0.05 },
    f1: { kind: 'f1' },
    cost: { kind: 'cost', escapeCost },
  } as const satisfies Record<string, LimitsAim>;
}

/** Returns the model's own limits of the score, and the map's limits that it would have once active. */
export function ownLimits(model: Model, { thresholds }: Product): ChosenLimits {
  return withScoreLimits(limitsOnceActive(model, thresholds), model.thresholds);
}

/**
 * Lists the limits that a model may be activated with.
 *
 * @param dragged limits that someone dragged in its evaluation
 * @returns the available choices; proposed limits need defective parts in the evaluation
 */
export function limitsToChoose(
  model: Model,
  product: Product,
  dragged: ChosenLimits | null,
): { readonly choice: LimitChoice; readonly limits: ChosenLimits }[] {
  const standing = limitsOnceActive(model, product.thresholds);
  const aims = aimsOf(product.escapeCost);
  const scores = model.latestEvaluation?.result.scores ?? [];
  const limitsOf = (choice: LimitChoice): ChosenLimits | null => {
    if (choice === 'dragged') return dragged;
    if (choice === 'standing') return model.lastLimits === null ? null : standing;
    if (choice === 'own') return ownLimits(model, product);
    const found = proposeLimits(scores, aims[choice], model.thresholds);
    return found === null ? null : withScoreLimits(standing, found);
  };
  return limitChoices.flatMap((choice) => {
    const limits = limitsOf(choice);
    return limits === null ? [] : [{ choice, limits }];
  });
}
