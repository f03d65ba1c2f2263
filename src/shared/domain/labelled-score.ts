import type { Measured } from './verdict.ts';

/** A part's score with its truth. */
export interface LabelledScore {
  /** The image score, higher is more anomalous. */
  readonly score: number;
  readonly defective: boolean;
}

/** Everything that a part is judged by, with its truth. */
export interface LabelledPart extends LabelledScore, Measured {}
