import type { RememberedView } from '../../networks/remembering/views.ts';

/** What stands for the descriptors nearest to a chosen one: their mean, or the chosen one itself. */
export type MemberKind = 'means' | 'examples';

/** A view before its size is known. */
export interface ViewSettings extends Pick<RememberedView, 'name' | 'sees' | 'weight' | 'mapWeight'> {
  /** The frame is resized to about the pixels of a square with this side, keeping its aspect. */
  readonly inputSize: number;
  readonly membersAre: MemberKind;
}

/** Settings for choosing the members of any view. */
export interface RememberingSettings {
  /** Randomly drawn descriptors that a view's members are chosen from. */
  readonly candidates: number;
  /** Members of a view as a share of all its descriptors, within the bounds below. */
  readonly memberShare: number;
  readonly leastMembers: number;
  readonly mostMembers: number;
  /**
   * Least assumed deviation of good images' distances; real products have 1.3 to 1.8. Without it, identical
   * images would make the smallest noise a defect.
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

/** View of places in a frame of ordinary size. */
export const nearView: ViewSettings = {
  name: 'near',
  sees: 'places',
  inputSize: 256,
  membersAre: 'means',
  weight: 1,
  mapWeight: 1,
};

/** Returns the number of members for this many descriptors, at most the number of candidates. */
export function memberCount(settings: RememberingSettings, descriptors: number, candidates: number): number {
  const share = Math.round(descriptors * settings.memberShare);
  return Math.min(Math.max(share, settings.leastMembers), settings.mostMembers, candidates);
}
