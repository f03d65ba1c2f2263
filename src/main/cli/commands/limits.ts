import { z } from 'zod';
import type { EvaluationResult } from '../../../shared/contract/models.ts';
import { chosenLimitsOf, mayLackRegion, type ChosenLimits } from '../../../shared/domain/chosen-limits.ts';
import { letsTooManyPass, outcomeAt } from '../../../shared/domain/decision-outcome.ts';
import { lieFarBeyond } from '../../../shared/domain/limits-beyond.ts';
import { smallestCells, type LimitsChange } from '../../../shared/domain/verdict.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import { activeModelOf, productByName, type CommandContext } from '../command-context.ts';
import { outcomeText } from '../outcome-text.ts';
import type { Terminal } from '../terminal.ts';
import { areaPercent } from '../text.ts';

export interface LimitsOptions {
  readonly product: string;
  readonly review?: number;
  readonly defect?: number;
  /** Pixel threshold; `follow` lets it follow T2. */
  readonly pixel?: number | 'follow';
  /** Smallest area as a share of the picture, 0..1. */
  readonly smallestArea?: number;
}

const cardParts = z.object({
  graph: z.object({ inputSize: z.tuple([z.number(), z.number()]) }),
  thresholds: z.object({
    review: z.number(),
    defect: z.number(),
    validationScores: z.array(z.number()),
  }),
});

type CardParts = z.infer<typeof cardParts>;

/** Sets the given limits of a product's active model, then prints the limits in force. */
export async function limits(
  { client, terminal }: CommandContext,
  { product: name, review, defect, pixel, smallestArea }: LimitsOptions,
): Promise<void> {
  const product = await productByName(client, name);
  const modelId = activeModelOf(product);
  if (product.thresholds === null) {
    throw new StationError(
      'NO_ACTIVE_MODEL',
      `The model of “${product.name}” has no limits. Activate it again.`,
    );
  }
  const before = chosenLimitsOf(product.thresholds);
  const wanted: LimitsChange = {
    review: review ?? before.review,
    defect: defect ?? before.defect,
    pixelThreshold: pixel === 'follow' ? null : pixel,
    smallestArea,
  };
  const changed = [review, defect, pixel, smallestArea].some((value) => value !== undefined);
  const inForce = changed
    ? chosenLimitsOf(await client.products.setThresholds({ id: product.id, thresholds: wanted }))
    : before;
  const card = cardParts.parse(await client.models.card({ modelId }));
  const models = await client.models.list({ productId: product.id });
  const evaluated = models.find(({ id }) => id === modelId)?.latestEvaluation?.result;
  printLimits(terminal, inForce, card.graph.inputSize);
  for (const doubt of doubtsAbout(inForce, card.thresholds, evaluated)) terminal.note(doubt);
  if (changed) terminal.print(`They are in force for “${product.name}”.`);
  terminal.printJson({ product: product.name, modelId, limits: inForce, changed });
}

function printLimits(
  terminal: Terminal,
  { review, defect, pixelThreshold, pixelFollows, smallestArea }: ChosenLimits,
  [height, width]: readonly [number, number],
): void {
  const cells = smallestCells(smallestArea, height * width);
  const area = `${areaPercent(smallestArea)} of the picture, ${cells} of ${height * width} pixels of the map`;
  terminal.print(`review (T1)      ${review}`);
  terminal.print(`defect (T2)      ${defect}`);
  terminal.print(`pixel threshold  ${pixelThreshold} (${pixelFollows ? 'follows T2' : 'set apart'})`);
  terminal.print(
    `smallest area    ${smallestArea === 0 ? 'off: the image score alone judges' : `${smallestArea} (${area})`}`,
  );
}

/** Returns sentences about limits that may let defects pass or leave a defect without a region. */
function doubtsAbout(
  limits: ChosenLimits,
  own: CardParts['thresholds'],
  evaluated: EvaluationResult | undefined,
): string[] {
  const outcome = evaluated ? outcomeAt(evaluated, limits) : null;
  return [
    ...(mayLackRegion(limits)
      ? [
          'The pixel threshold lies above T2: a defect may have no region, its strongest place is outlined then.',
        ]
      : []),
    ...(lieFarBeyond(limits, own, own.validationScores)
      ? ['A limit lies far beyond every score of the validation images: defective parts may be called good.']
      : []),
    ...(outcome && letsTooManyPass(outcome) ? [`At these limits ${outcomeText(outcome)}.`] : []),
  ];
}
