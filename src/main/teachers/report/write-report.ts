import path from 'node:path';
import { seededRandom } from '../../networks/random.ts';
import { writeFileDurably } from '../../files/durable-file.ts';
import { loadTeacher } from '../../families/patch/teacher-store.ts';
import { descriptorStatistics, type DescriptorStatistics } from './descriptor-statistics.ts';
import { nearestPatches } from './nearest-patches.ts';
import { samplePatches, type PatchSample, type SampleOptions } from './patch-sample.ts';
import type { NeighbourExample } from './report-facts.ts';
import { teacherPage } from './teacher-page.ts';

export interface ReportOptions extends Omit<SampleOptions, 'patches'> {
  /** Folder of the teacher. */
  readonly teacher: string;
  /** Path of the HTML file; `report.html` in the teacher's folder when left out. */
  readonly to?: string;
  /** Least number of patches in the sample. */
  readonly patches?: number;
  readonly programVersion: string;
}

export interface WrittenReport {
  readonly file: string;
  readonly statistics: DescriptorStatistics;
}

const manyPatches = 6000;
const exampleCount = 12;
const neighbourCount = 5;

/**
 * Writes a report on a teacher's descriptors as one HTML file without scripts: losses, correlation and spread of the
 * descriptors, nearest neighbours, settings. The same seed and images give the same file.
 *
 * @throws StationError as `loadTeacher` and `samplePatches`, DISK_FULL, NO_PERMISSION
 */
export async function writeReport(options: ReportOptions): Promise<WrittenReport> {
  const { teacher: folder, seed, programVersion } = options;
  const resolved = path.resolve(folder);
  const teacher = await loadTeacher(path.dirname(resolved), path.basename(resolved));
  const sample = await samplePatches(teacher, { ...options, patches: options.patches ?? manyPatches });
  const statistics = descriptorStatistics(sample.teacher.vectors, sample.teacher.size);
  const page = await teacherPage({
    card: teacher.card,
    statistics,
    examples: examplesOf(sample, seed),
    pixels: sample.pixels,
    pictureCount: sample.pictureCount,
    backboneSha256: sample.backbone?.sha256 ?? null,
    seed,
    programVersion,
  });
  const file = options.to ?? path.join(resolved, 'report.html');
  await writeFileDurably(file, new TextEncoder().encode(page));
  return { file, statistics };
}

/** Draws patches, each from another picture if there are enough, and finds their neighbours. */
function examplesOf({ teacher, backbone }: PatchSample, seed: number): NeighbourExample[] {
  const random = seededRandom(seed, exampleCount);
  const queries: number[] = [];
  const rest = teacher.pictures.map((_, index) => index);
  let left = rest;
  while (queries.length < exampleCount && left.length > 0) {
    const query = left[random.integer(left.length)] ?? 0;
    queries.push(query);
    const others = left.filter((index) => teacher.pictures[index] !== teacher.pictures[query]);
    left = others.length > 0 ? others : rest;
  }
  return queries.map((query) => ({
    query,
    teacher: nearestPatches(teacher, query, neighbourCount),
    backbone: backbone && nearestPatches(backbone, query, neighbourCount),
  }));
}
