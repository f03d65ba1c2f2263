import { describe, expect, it } from 'vitest';
import type { Difference, TraitName } from '../../../../src/shared/domain/picture-traits.ts';
import {
  nothingSeen,
  standingDifferences,
  watchPicture,
  type UnlikeWatch,
} from '../../../../src/shared/domain/unlike-watch.ts';

const differing = (trait: TraitName, measured = 1): Difference => ({ trait, measured, usual: 0 });

/** Returns the watch after these pictures; true marks one that differs in the trait. */
function after(pictures: readonly boolean[], trait: TraitName): UnlikeWatch {
  return pictures.reduce(
    (watch, differs) => watchPicture(watch, differs ? [differing(trait)] : []),
    nothingSeen,
  );
}

/** Returns all sequences of that many pictures. */
function sequences(length: number): boolean[][] {
  return Array.from({ length: 2 ** length }, (_, bits) =>
    Array.from({ length }, (__, place) => (bits >> place) % 2 === 1),
  );
}

/** Applies the rule to the whole sequence: three of any five pictures raise the notice, five without the trait end it. */
function stands(pictures: readonly boolean[]): boolean {
  let standing = false;
  for (let end = 1; end <= pictures.length; end++) {
    const last = pictures.slice(Math.max(0, end - 5), end);
    const count = last.filter(Boolean).length;
    if (count >= 3) standing = true;
    if (count === 0) standing = false;
  }
  return standing;
}

describe('the notice of pictures unlike the training images', () => {
  it('stands after three of five pictures and goes after five that are alike, whatever their order', () => {
    for (const pictures of sequences(11)) {
      const { standing } = after(pictures, 'brightness');
      expect(standing, pictures.join()).toEqual(stands(pictures) ? ['brightness'] : []);
    }
  });

  it('is told by the first picture of another shape or size', () => {
    for (const trait of ['shape', 'size'] as const) {
      expect(after([true], trait).standing).toEqual([trait]);
      expect(after([true, false, false, false, false], trait).standing).toEqual([trait]);
      expect(after([true, false, false, false, false, false], trait).standing).toEqual([]);
    }
  });

  it('counts each trait by itself: five pictures that differ each in another way say nothing', () => {
    const traits = ['brightness', 'contrast', 'red', 'sharpness', 'deviation'] as const;
    const watch = traits.reduce((seen, trait) => watchPicture(seen, [differing(trait)]), nothingSeen);
    expect(watch.standing).toEqual([]);
  });

  it('says how much the last differing picture differs', () => {
    const watch = [0.1, 0.2, 0.3].reduce(
      (seen, measured) => watchPicture(seen, [differing('brightness', measured), differing('red', measured)]),
      nothingSeen,
    );
    expect(standingDifferences(watchPicture(watch, []))).toEqual([
      differing('brightness', 0.3),
      differing('red', 0.3),
    ]);
    expect(standingDifferences(nothingSeen)).toEqual([]);
  });
});
