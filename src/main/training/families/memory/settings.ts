import type { ScoreSettings } from '../../../networks/onnx/model-outputs.ts';

/** How a memory is made. */
export interface MemorySettings extends Pick<ScoreSettings, 'smoothing' | 'topShare'> {
  /** The frame is resized to about as many pixels as a square of this side has, keeping its aspect. */
  readonly inputSize: number;
  /** Descriptors, drawn at random, that the members are chosen from. */
  readonly candidates: number;
  /** Members, as a share of all descriptors of the images, within these bounds. */
  readonly memberShare: number;
  readonly leastMembers: number;
  readonly mostMembers: number;
  /** Images that the statistics and limits look at. */
  readonly judgedImages: number;
  /**
   * Deviation of good images' distances that is assumed at least; that of real products is 1.3 to 1.8. Keeps images that are all
   * the same from making the smallest noise a defect.
   */
  readonly leastDeviation: number;
  /** Shares of good parts that may exceed the limits. */
  readonly falseRejectRates: { readonly review: number; readonly defect: number };
}

/** The preset `instant`. */
export const instant: MemorySettings = {
  inputSize: 256,
  candidates: 20_000,
  memberShare: 0.02,
  leastMembers: 500,
  mostMembers: 3_000,
  judgedImages: 100,
  leastDeviation: 0.5,
  falseRejectRates: { review: 0.05, defect: 0.01 },
  smoothing: 4,
  topShare: 0.003,
};

/** How many members a memory of that many descriptors has; at most as many as there are candidates. */
export function memberCount(settings: MemorySettings, descriptors: number, candidates: number): number {
  const share = Math.round(descriptors * settings.memberShare);
  return Math.min(Math.max(share, settings.leastMembers), settings.mostMembers, candidates);
}
