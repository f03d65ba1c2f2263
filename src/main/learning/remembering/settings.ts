import type { RememberedView } from '../../networks/remembering/views.ts';

/** What stands for the descriptors that are nearest to a chosen one: their mean, or the chosen one itself. */
export type MemberKind = 'means' | 'examples';

/** A view before its size is known. */
export interface ViewSettings extends Pick<RememberedView, 'name' | 'sees' | 'weight' | 'mapWeight'> {
  /** The frame is resized to about as many pixels as a square of this side has, keeping its aspect. */
  readonly inputSize: number;
  readonly membersAre: MemberKind;
}

/** How a view's members are chosen, whatever it sees. */
export interface RememberingSettings {
  /** Descriptors, drawn at random, that a view's members are chosen from. */
  readonly candidates: number;
  /** Members of a view, as a share of all its descriptors of the images, within these bounds. */
  readonly memberShare: number;
  readonly leastMembers: number;
  readonly mostMembers: number;
  /**
   * Deviation of good images' distances that is assumed at least; that of real products is 1.3 to 1.8. Keeps images that are all
   * the same from making the smallest noise a defect.
   */
  readonly leastDeviation: number;
}

export const ordinaryRemembering: RememberingSettings = {
  candidates: 100_000,
  memberShare: 0.02,
  leastMembers: 500,
  mostMembers: 3_000,
  leastDeviation: 0.5,
};

/** Places in a frame of ordinary size. */
export const nearView: ViewSettings = {
  name: 'near',
  sees: 'places',
  inputSize: 256,
  membersAre: 'means',
  weight: 1,
  mapWeight: 1,
};

/** How many members a view of that many descriptors has; at most as many as there are candidates. */
export function memberCount(settings: RememberingSettings, descriptors: number, candidates: number): number {
  const share = Math.round(descriptors * settings.memberShare);
  return Math.min(Math.max(share, settings.leastMembers), settings.mostMembers, candidates);
}
