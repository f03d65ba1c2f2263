/** A part's score with its truth. */
export interface LabelledScore {
  /** The image score, higher is more anomalous. */
  readonly score: number;
  readonly defective: boolean;
}
