import { z } from 'zod';
import type { PresetDescription } from '../../shared/contract/training.ts';
import { familySchema, type FamilyName } from '../../shared/domain/families.ts';
import type { Language } from '../../shared/domain/languages.ts';
import type { ModelCard } from '../learning/model-card.ts';
import type { CardFormat } from '../learning/model-folder.ts';
import type { NetworkPlaces } from '../learning/network-places.ts';
import type { Family, ModelFacts } from './family.ts';
import { memoryFamily } from './memory/family.ts';
import { patchFamily } from './patch/family.ts';
import { pyramidFamily } from './pyramid/family.ts';

/** Every family of networks; the compiler reports a missing one. */
export const familyRegistry: Readonly<Record<FamilyName, Family>> = {
  patch: patchFamily,
  pyramid: pyramidFamily,
  memory: memoryFamily,
};

/**
 * The card beside a model's graph: its training, settings and results. Written once with the graph and never
 * changed. Each family has its own card; fields beyond `ModelCard` are kept and checked by the family's
 * schema.
 */
export const modelCardSchema: z.ZodType<ModelCard> = unionOfCards();

function unionOfCards(): z.ZodType<ModelCard> {
  const [first, ...others] = familySchema.options.map((name) => familyRegistry[name].cards.schema);
  if (!first) throw new Error('There is no family');
  return z.discriminatedUnion('family', [first, ...others]);
}

/** Cards of any family. */
export const modelCards: CardFormat<ModelCard> = {
  schema: modelCardSchema,
  learntFile: (card) => familyRegistry[card.family].cards.learntFile(card),
};

/** Describes a card in its family's own terms. */
export function factsOf(card: ModelCard, language: Language): ModelFacts {
  return familyRegistry[card.family].facts(card, language);
}

/** Describes the presets of all families. */
export async function describePresets(places: NetworkPlaces): Promise<PresetDescription[]> {
  const described = familySchema.options.map((name) => familyRegistry[name].describe(places));
  return (await Promise.all(described)).flat();
}
