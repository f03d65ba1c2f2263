import type { Difference, TraitName, Unlike } from './picture-traits.ts';

/** Keys of the sentences of `unlike` in `src/shared/words`. */
export type DifferenceWord =
  | 'above'
  | 'below'
  | 'right'
  | 'left'
  | 'lower'
  | 'higher'
  | 'arrangement'
  | 'direction'
  | 'deviation'
  | 'repetition'
  | 'shape'
  | 'turned'
  | 'size';

/** Formats numbers and messages in a language. */
export interface DifferenceSpeech {
  trait(name: TraitName): string;
  say(word: DifferenceWord, values: Readonly<Record<string, string>>): string;
  /** Formats a share as whole percent. */
  percent(share: number): string;
  /** Formats a number with two decimals. */
  decimal(value: number): string;
}

/**
 * Largest difference, as logarithm of the ratio of sides, between a picture and training images turned by
 * 90°.
 */
const turnedWithin = 0.05;
/** Shapes within this distance of a square (logarithm of the ratio) may be turned unnoticed. */
const square = 0.1;

/** Says what differs and by how much, e.g. “Brightness 38% below the training images”. */
export function differenceText(
  { trait, measured, usual }: Difference,
  unlike: Unlike,
  { trait: nameOf, say, percent, decimal }: DifferenceSpeech,
): string {
  switch (trait) {
    case 'shape': {
      const turned =
        Math.abs(Math.log(measured * usual)) < turnedWithin && Math.abs(Math.log(measured)) > square;
      return say(turned ? 'turned' : 'shape', sizesOf(unlike));
    }
    case 'size':
      return say('size', sizesOf(unlike));
    case 'right':
      return say(measured > usual ? 'right' : 'left', { share: percent(Math.abs(measured - usual)) });
    case 'down':
      return say(measured > usual ? 'lower' : 'higher', { share: percent(Math.abs(measured - usual)) });
    case 'arrangement':
      return say('arrangement', { measured: percent(Math.max(measured, 0)), usual: percent(usual) });
    case 'repetition':
      return say('repetition', { measured: percent(measured) });
    case 'direction':
    case 'deviation':
      return say(trait, { measured: decimal(measured), usual: decimal(usual) });
    default: {
      const share = percent(Math.abs(measured / Math.max(usual, 1e-6) - 1));
      return say(measured > usual ? 'above' : 'below', { trait: nameOf(trait), share });
    }
  }
}

function sizesOf({ width, height, trainedWidth, trainedHeight }: Unlike): Record<string, string> {
  return {
    size: `${width} × ${height}`,
    trained: `${Math.round(trainedWidth)} × ${Math.round(trainedHeight)}`,
  };
}

/** Says all differences of a notice, one after the other. */
export function unlikeTexts(unlike: Unlike, speech: DifferenceSpeech): string[] {
  return unlike.differences.map((difference) => differenceText(difference, unlike, speech));
}
