import { limitsOnceActive } from '../../../shared/domain/chosen-limits.ts';
import type { LimitsAim } from '../../../shared/domain/limit-proposals.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import { productByName, type CommandContext } from '../command-context.ts';
import { modelToUse } from '../model-to-use.ts';
import { printProposal, proposalFor, putInForce } from '../proposal.ts';
import { evaluationOf } from './evaluate.ts';

export interface ProposeOptions {
  readonly product: string;
  /** The model's name, id, or beginning of its id; the active model if left out. */
  readonly model?: string;
  /** A labelled folder to evaluate first; the model's latest evaluation if left out. */
  readonly data?: string;
  /** Cost of an escape in false rejects; the product's own value if left out. */
  readonly cost?: number;
  /** Largest share of the defective parts that may escape. */
  readonly escapeRate?: number;
  readonly f1?: true;
  /** Whether to put the limits in force. */
  readonly use?: true;
}

/** Proposes limits from good and defective test images, and prints their decisions on images held back. */
export async function proposeLimits(context: CommandContext, options: ProposeOptions): Promise<void> {
  const { client, terminal } = context;
  const product = await productByName(client, options.product);
  const aim = aimOf(options, product.escapeCost);
  if (options.cost !== undefined && options.cost !== product.escapeCost) {
    await client.products.setEscapeCost({ id: product.id, escapeCost: options.cost });
    terminal.note(`An escape of “${product.name}” costs ${options.cost} false rejects from now on.`);
  }
  const model = await modelToUse(client, product, options.model);
  const { data } = options;
  const { result } =
    data === undefined && model.latestEvaluation !== null
      ? model.latestEvaluation
      : await evaluationOf(
          context,
          model.id,
          data === undefined ? { kind: 'test-images' } : { kind: 'folder', folder: data },
        );
  const standing = limitsOnceActive(model, product.thresholds);
  const proposal = proposalFor(result, aim, model, standing, data ?? product.name);
  printProposal(terminal, proposal);
  if (options.use) await putInForce(context, product, model, proposal.limits);
  const { limits, outcome, validated } = proposal;
  terminal.printJson({
    product: product.name,
    modelId: model.id,
    aim,
    limits,
    outcome,
    validated,
    inForce: options.use === true,
  });
}

/** @throws StationError BAD_INPUT if several aims are given */
function aimOf({ cost, escapeRate, f1 }: ProposeOptions, productCost: number): LimitsAim {
  const given = [cost, escapeRate, f1].filter((value) => value !== undefined);
  if (given.length > 1) {
    throw new StationError('BAD_INPUT', 'Limits aim at one thing: give --cost, --escape-rate or --f1.');
  }
  if (f1) return { kind: 'f1' };
  return escapeRate === undefined
    ? { kind: 'cost', escapeCost: cost ?? productCost }
    : { kind: 'escape-rate', rate: escapeRate };
}
