import type { Evaluation, ScoredImage } from '../../../shared/contract/models.ts';
import type { Miss } from '../../../shared/domain/misses.ts';
import type { StationError } from '../../../shared/domain/station-error.ts';
import type { ModelCard } from '../../learning/model-card.ts';

/** All data of the page. */
export interface ReportFacts {
  readonly evaluation: Evaluation;
  readonly card: ModelCard;
  /** The product's present name. */
  readonly product: string;
  readonly program: { readonly version: string; readonly versions: Readonly<Record<string, string>> };
  readonly writtenAt: number;
  /** The station's name; empty: none. */
  readonly station: string;
  readonly misses: WorstMisses;
}

/** Images with a wrong verdict, worst first, the first few with pictures. */
export interface WorstMisses {
  readonly defective: ShownMisses;
  readonly good: ShownMisses;
}

export interface ShownMisses {
  /** Number of all misses, including those that are not shown. */
  readonly count: number;
  readonly shown: readonly ShownMiss[];
}

export interface ShownMiss {
  readonly miss: Miss<ScoredImage>;
  readonly picture: MissPicture;
}

/** The test image as its folder has it now, or the error that prevents it from being shown. */
export type MissPicture =
  | {
      readonly kind: 'shown';
      /** JPEG. */
      readonly photo: Uint8Array;
      /** JPEG: the photo under its heatmap, with the outline of the ground truth if there is one. */
      readonly heatmap: Uint8Array;
      readonly hasTruth: boolean;
      /** Score of the run that made the heatmap. */
      readonly score: number;
    }
  | { readonly kind: 'missing'; readonly code: StationError['code'] };
