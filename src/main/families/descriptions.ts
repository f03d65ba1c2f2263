import { familySchema, type Family } from '../../shared/domain/families.ts';
import type { PresetDescription } from '../../shared/contract/training.ts';
import type { FamilyDescription, NetworkPlaces } from './family-description.ts';
import { memoryDescription } from './memory/description.ts';
import { patchDescription } from './patch/description.ts';
import { pyramidDescription } from './pyramid/description.ts';

/** Every family as the station describes it; {@link ./trainers.ts} has what trains it. */
export const familyDescriptions: Readonly<Record<Family, FamilyDescription>> = {
  patch: patchDescription,
  pyramid: pyramidDescription,
  memory: memoryDescription,
};

/** The presets of all families. */
export async function describePresets(places: NetworkPlaces): Promise<PresetDescription[]> {
  const described = familySchema.options.map((family) => familyDescriptions[family].describe(places));
  return (await Promise.all(described)).flat();
}
