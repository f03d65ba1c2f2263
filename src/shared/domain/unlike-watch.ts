import { pictureTraits, traitNames, type Difference, type TraitName } from './picture-traits.ts';

/** Number of latest pictures that the watch considers. */
export const watchedPictures = 5;
/** Number of these pictures that must differ in a trait to raise the notice. */
const raisedBy = 3;

/** How the latest pictures of a session differ from the training images. */
export interface UnlikeWatch {
  /** Differences of each of the last pictures, newest first. */
  readonly recent: readonly (readonly Difference[])[];
  /** Traits that the notice names. */
  readonly standing: readonly TraitName[];
}

export const nothingSeen: UnlikeWatch = { recent: [], standing: [] };

/**
 * Returns the watch after one more picture. The notice names a trait if three of the last five pictures
 * differ in it to the same side, so one odd picture does not raise it. The trait stays named until five
 * pictures in a row match. Shape and size are named at the first picture, because no defect changes them.
 */
export function watchPicture(watch: UnlikeWatch, differences: readonly Difference[]): UnlikeWatch {
  const recent = [differences, ...watch.recent].slice(0, watchedPictures);
  const standing = traitNames.filter((trait) => {
    const found = recent.flat().filter((one) => one.trait === trait);
    if (watch.standing.includes(trait) || pictureTraits[trait].atOnce) return found.length > 0;
    const above = found.filter(({ measured, usual }) => measured > usual).length;
    return Math.max(above, found.length - above) >= raisedBy;
  });
  return { recent, standing };
}

/**
 * Returns the differences in the notice: each named trait, as in the latest picture that differs in it.
 * Empty: no notice.
 */
export function standingDifferences({ recent, standing }: UnlikeWatch): readonly Difference[] {
  return standing.flatMap((trait) => {
    const latest = recent.flat().find((one) => one.trait === trait);
    return latest ? [latest] : [];
  });
}
