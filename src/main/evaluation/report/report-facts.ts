import type { Evaluation, ScoredImage } from '../../../shared/contract/models.ts';
import type { Miss } from '../../../shared/domain/misses.ts';
import type { ModelCard } from '../../learning/model-card.ts';

/** Everything the page tells. */
export interface ReportFacts {
  readonly evaluation: Evaluation;
  readonly card: ModelCard;
  /** The product's name today. */
  readonly product: string;
  readonly program: { readonly version: string; readonly versions: Readonly<Record<string, string>> };
  readonly writtenAt: number;
  /** The station's name; empty: none. */
  readonly station: string;
  readonly misses: WorstMisses;
}

/** What the limits get wrong, worst first, with pictures of the first few. */
export interface WorstMisses {
  readonly defective: ShownMisses;
  readonly good: ShownMisses;
}

export interface ShownMisses {
  /** How many there are, shown or not. */
  readonly count: number;
  readonly shown: readonly ShownMiss[];
}

export interface ShownMiss {
  readonly miss: Miss<ScoredImage>;
  readonly picture: MissPicture;
}

/** The test image as it lies in its folder now; or why it cannot be shown. */
export type MissPicture =
  | {
      readonly kind: 'shown';
      /** JPEG. */
      readonly photo: Uint8Array;
      /** JPEG: the same under its heatmap, with the outline of the ground truth where there is one. */
      readonly heatmap: Uint8Array;
      readonly hasTruth: boolean;
      /** Of the run for the picture. */
      readonly score: number;
    }
  | { readonly kind: 'missing'; readonly reason: string };
