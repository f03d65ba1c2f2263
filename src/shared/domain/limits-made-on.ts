import { z } from 'zod';
import { shapeDiffers } from './picture-shape.ts';
import { traitNameSchema, type TraitName } from './picture-traits.ts';
import { addressOf, sourceKinds, sourceSchema, type Source } from './source-kinds.ts';

/** The pictures that limits were set by at the line. */
export const limitsMadeOnSchema = z.object({
  source: sourceSchema,
  /** Pixels. */
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  /** In what they differed from the training images. */
  unlike: z.array(traitNameSchema),
});
export type LimitsMadeOn = Readonly<z.infer<typeof limitsMadeOnSchema>>;

/** Limits that were set by other pictures than those of now. */
export const limitsDriftSchema = z.object({
  madeOn: limitsMadeOnSchema,
  now: limitsMadeOnSchema,
  /** Traits in which either differ from the training images, and the others do not. */
  traits: z.array(traitNameSchema),
});
export type LimitsDrift = Readonly<z.infer<typeof limitsDriftSchema>>;

/** Sizes that differ by less are one size, as a ratio of sides. */
const sameSize = 1.2;

/** Whether limits were set by pictures of another camera, another size or other light; null: they are as these were. */
export function limitsDrift(madeOn: LimitsMadeOn, now: LimitsMadeOn): LimitsDrift | null {
  const traits = traitsOfLight.filter(
    (trait) => madeOn.unlike.includes(trait) !== now.unlike.includes(trait),
  );
  const others = sourceDiffers(madeOn.source, now.source) || sizeDiffers(madeOn, now) || traits.length > 0;
  return others ? { madeOn, now, traits } : null;
}

/**
 * What light and camera decide. The others follow the part that is in the picture: of two parts one may differ in its arrangement while
 * the limits fit both. Shape and size are told by the sizes themselves.
 */
const traitsOfLight: readonly TraitName[] = ['brightness', 'red', 'green', 'blue', 'sharpness', 'blocks'];

/** A folder is another one every day; a camera of another name is another camera. */
function sourceDiffers(before: Source, now: Source): boolean {
  if (before.kind !== now.kind) return true;
  return sourceKinds[now.kind].isDevice && addressOf(before) !== addressOf(now);
}

function sizeDiffers(before: LimitsMadeOn, now: LimitsMadeOn): boolean {
  const ratio = Math.sqrt((now.width * now.height) / (before.width * before.height));
  return Math.max(ratio, 1 / ratio) > sameSize || shapeDiffers(now, [before]) !== null;
}
