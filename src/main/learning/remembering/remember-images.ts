import { setImmediate } from 'node:timers/promises';
import { createCoreset } from '../../networks/remembering/coreset.ts';
import type { Memory } from '../../networks/remembering/views.ts';
import { throwIfCancelled } from '../training-hooks.ts';
import type { TrainingImage } from '../training-image.ts';
import { drawCandidates, type CandidateSource } from './candidates.ts';
import { examplesOf, meansOf } from './members.ts';
import { memberCount, type MemberKind, type RememberingSettings } from './settings.ts';

/** The members of a view's memory, also without those of some images. */
export interface RememberedImages extends Memory {
  /** Number of descriptors that the members were chosen from. */
  readonly candidates: number;
  /** Distance of the worst covered candidate to the nearest chosen one. */
  readonly radius: number;
  /** Returns the members without some images' contributions, `[K, D]`. */
  membersWithout(images: readonly TrainingImage[]): Float32Array;
}

export interface ImagesToRemember extends CandidateSource {
  readonly settings: RememberingSettings;
  readonly membersAre: MemberKind;
  /** Called with the finished share, 0..1. */
  report(share: number): void;
}

/** Members chosen between two checks for cancellation. */
const membersAtOnce = 32;

/**
 * Makes the members of a memory. From random descriptors of all images it chooses those farthest from each
 * other; each of them, or the mean of the descriptors nearest to it, is a member.
 *
 * @throws StationError CANCELLED, and if an image can no longer be read
 */
export async function rememberImages(training: ImagesToRemember): Promise<RememberedImages> {
  const { images, inside, settings, channels, membersAre, signal, report } = training;
  const candidates = await drawCandidates(training, settings.candidates, (share) => {
    report(share / 2);
  });
  const count = candidates.owners.length;
  const positions = images.length * inside.reduce((sum, value) => sum + value, 0);
  const wanted = memberCount(settings, positions, count);
  const coreset = createCoreset(candidates.points, channels, 0);
  for (let known = 0; known < coreset.chosen.length && coreset.chosen.length < wanted;) {
    throwIfCancelled(signal);
    known = coreset.chosen.length;
    coreset.grow(Math.min(membersAtOnce, wanted - known));
    report(0.5 + coreset.chosen.length / wanted / 2);
    await setImmediate();
  }
  const members = (membersAre === 'means' ? meansOf : examplesOf)(coreset, candidates);
  // Leaving an image out also leaves its turned copies out.
  const places = Map.groupBy(images.keys(), (place) => images[place]?.sha256);
  return {
    moments: candidates.moments,
    members: members.all,
    candidates: count,
    radius: coreset.radius,
    membersWithout: (leftOut) =>
      members.without(new Set(leftOut.flatMap(({ sha256 }) => places.get(sha256) ?? []))),
  };
}
