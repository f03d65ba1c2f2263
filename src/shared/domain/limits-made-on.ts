import { z } from 'zod';
import { shapeDiffers } from './picture-shape.ts';
import { traitNameSchema, type TraitName } from './picture-traits.ts';
import { addressOf, sourceKinds, sourceSchema, type Source } from './source-kinds.ts';

/** The pictures by which somebody set limits at the line. */
export const limitsMadeOnSchema = z.object({
  source: sourceSchema,
  /** Width, pixels. */
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  /** Traits in which the pictures differed from the training images. */
  unlike: z.array(traitNameSchema),
});
export type LimitsMadeOn = Readonly<z.infer<typeof limitsMadeOnSchema>>;

/** Limits that were set by other pictures than the present ones. */
export const limitsDriftSchema = z.object({
  madeOn: limitsMadeOnSchema,
  now: limitsMadeOnSchema,
  /**
   * Traits in which either the earlier or the present pictures differ from the training images, but not both.
   */
  traits: z.array(traitNameSchema),
});
export type LimitsDrift = Readonly<z.infer<typeof limitsDriftSchema>>;

/** Sizes whose ratio of sides is below this count as equal. */
const sameSize = 1.2;

/** Compares the pictures that limits were set by with the present ones; null: same camera, size and light. */
export function limitsDrift(madeOn: LimitsMadeOn, now: LimitsMadeOn): LimitsDrift | null {
  const traits = traitsOfLight.filter(
    (trait) => madeOn.unlike.includes(trait) !== now.unlike.includes(trait),
  );
  const others = sourceDiffers(madeOn.source, now.source) || sizeDiffers(madeOn, now) || traits.length > 0;
  return others ? { madeOn, now, traits } : null;
}

/**
 * Traits that depend on light and camera. Other traits depend on the part: two good parts may differ in
 * arrangement while the limits fit both. Shape and size are compared by the sizes themselves.
 */
const traitsOfLight: readonly TraitName[] = ['brightness', 'red', 'green', 'blue', 'sharpness', 'blocks'];

/**
 * Compares two sources. Another folder is the same source, since folders change daily; a camera with another
 * address is another camera.
 */
function sourceDiffers(before: Source, now: Source): boolean {
  if (before.kind !== now.kind) return true;
  return sourceKinds[now.kind].isDevice && addressOf(before) !== addressOf(now);
}

function sizeDiffers(before: LimitsMadeOn, now: LimitsMadeOn): boolean {
  const ratio = Math.sqrt((now.width * now.height) / (before.width * before.height));
  return Math.max(ratio, 1 / ratio) > sameSize || shapeDiffers(now, [before]) !== null;
}
