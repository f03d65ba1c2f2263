import type { TeacherCard } from '../../families/patch/teacher-card.ts';
import type { DescriptorStatistics } from './descriptor-statistics.ts';
import type { Neighbour } from './nearest-patches.ts';

/** A patch and its nearest neighbours. */
export interface NeighbourExample {
  /** Index of the patch in the sample. */
  readonly query: number;
  /** Neighbours by the teacher's descriptors, nearest first. */
  readonly teacher: readonly Neighbour[];
  /** Neighbours by the pretrained network's features; null without that network. */
  readonly backbone: readonly Neighbour[] | null;
}

/** All facts of a teacher's report. */
export interface ReportFacts {
  readonly card: TeacherCard;
  readonly statistics: DescriptorStatistics;
  readonly examples: readonly NeighbourExample[];
  /** Patches of the sample, uint8 `[n, p, p, 3]`; examples refer to them by index. */
  readonly pixels: Uint8Array;
  readonly pictureCount: number;
  /** Hash of the pretrained network; null without it. */
  readonly backboneSha256: string | null;
  readonly seed: number;
  readonly programVersion: string;
}
