import type { TeacherCard } from '../../families/patch/teacher-card.ts';
import type { DescriptorStatistics } from './descriptor-statistics.ts';
import type { Neighbour } from './nearest-patches.ts';

/** A patch and what lies nearest to it. */
export interface NeighbourExample {
  /** Index of the patch in the sample. */
  readonly query: number;
  /** Nearest first, by the teacher's descriptors. */
  readonly teacher: readonly Neighbour[];
  /** By the pretrained network's features; null without it. */
  readonly backbone: readonly Neighbour[] | null;
}

/** Everything that a teacher's report tells. */
export interface ReportFacts {
  readonly card: TeacherCard;
  readonly statistics: DescriptorStatistics;
  readonly examples: readonly NeighbourExample[];
  /** Patches of the sample, uint8 `[n, p, p, 3]`, that examples name by their index. */
  readonly pixels: Uint8Array;
  readonly pictureCount: number;
  /** Hash of the pretrained network that was asked; null without it. */
  readonly backboneSha256: string | null;
  readonly seed: number;
  readonly programVersion: string;
}
