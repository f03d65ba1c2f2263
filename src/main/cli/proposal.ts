import type { EvaluationResult, Model } from '../../shared/contract/models.ts';
import type { Product } from '../../shared/contract/products.ts';
import { changeTo, type ChosenLimits } from '../../shared/domain/chosen-limits.ts';
import type { LimitsAim } from '../../shared/domain/limit-proposals.ts';
import { limitsProposal, type LimitsProposal } from '../../shared/domain/limits-proposal.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import type { CommandContext } from './command-context.ts';
import { outcomeText } from './outcome-text.ts';
import type { Terminal } from './terminal.ts';

/**
 * Proposes limits from evaluated images.
 *
 * @param where name of the images, for messages
 * @throws StationError BAD_INPUT if none of the images is defective
 */
export function proposalFor(
  result: EvaluationResult,
  aim: LimitsAim,
  model: Model,
  standing: ChosenLimits,
  where: string,
): LimitsProposal {
  const proposal = limitsProposal(result, aim, model.thresholds, standing);
  if (proposal !== null) return proposal;
  throw new StationError(
    'BAD_INPUT',
    `“${where}” holds no defective images that limits could be taken from.`,
  );
}

/** Prints proposed limits and their decisions, on the images used and on images held back. */
export function printProposal(terminal: Terminal, { limits, outcome, validated }: LimitsProposal): void {
  terminal.print(`proposed limits: review ${limits.review.toFixed(3)}, defect ${limits.defect.toFixed(3)}`);
  terminal.print(`On these images ${outcomeText(outcome)}.`);
  terminal.print(
    validated === null
      ? 'Too few defective images to say what they decide on others.'
      : `On images that did not make the limits (cross-validated) ${outcomeText(validated)}.`,
  );
}

/** Puts limits in force for the active model. @throws StationError CONFLICT for any other model */
export async function putInForce(
  { client, terminal }: CommandContext,
  product: Product,
  model: Model,
  limits: ChosenLimits,
): Promise<void> {
  if (!model.active) {
    throw new StationError(
      'CONFLICT',
      `Model ${model.id} does not inspect. Activate it with these limits: "activate --review ${limits.review} --defect ${limits.defect}".`,
    );
  }
  await client.products.setThresholds({ id: product.id, thresholds: { ...changeTo(limits) } });
  terminal.print(`They are in force for “${product.name}”.`);
}
