import { pictureTraits, traitNames, type Difference, type TraitName } from './picture-traits.ts';

/** Pictures that are looked back at. */
export const watchedPictures = 5;
/** So many of them that differ in a trait raise the notice. */
const raisedBy = 3;

/** What the last pictures of a session looked like beside the training images. */
export interface UnlikeWatch {
  /** Differences of each of the last pictures, newest first. */
  readonly recent: readonly (readonly Difference[])[];
  /** Traits that the notice names. */
  readonly standing: readonly TraitName[];
}

export const nothingSeen: UnlikeWatch = { recent: [], standing: [] };

/**
 * The watch after one more picture. A trait is named when three of the last five pictures differ in it to the same side, so that an odd
 * picture says nothing, and stays named until five in a row do not. Shape and size are told by the first picture: no defect changes them.
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

/** What the notice says: each named trait as the last picture that differs in it shows it. Empty: there is no notice. */
export function standingDifferences({ recent, standing }: UnlikeWatch): readonly Difference[] {
  return standing.flatMap((trait) => {
    const latest = recent.flat().find((one) => one.trait === trait);
    return latest ? [latest] : [];
  });
}
