/** Why a station refuses a model that its plant assigns. */
export const refusals = [
  /** An administrator has disabled assignments at the station. */
  'switched-off',
  'no-product',
  /** The object is missing or too large. */
  'no-object',
  /** The object does not match its hash. */
  'wrong-hash',
  /** This version of the station cannot read the object as a model. */
  'not-a-model',
  /** The product has no known parts to try the model on. */
  'no-known-parts',
  /** The model misjudged a known part. */
  'known-parts-failed',
  'failed',
] as const;

export type Refusal = (typeof refusals)[number];
