import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { evaluate } from '../../src/main/evaluation/evaluate.ts';
import { readTestFolder } from '../support/read-test-folder.ts';
import { program, resourcesFolder } from '../../src/main/host/program-folder.ts';
import { listImages } from '../../src/main/images/list-images.ts';
import { readImageFile } from '../../src/main/images/read-image-file.ts';
import { loadTeacher } from '../../src/main/families/patch/teacher-store.ts';
import { inputSizeFor } from '../../src/main/learning/input-size.ts';
import { presets } from '../../src/main/families/patch/settings.ts';
import { hasStationData, needsStationData, stationData } from '../support/station-data.ts';
import { rememberDescriptors } from './support/descriptor-memory.ts';
import { report, say } from './support/report.ts';
import { rounded } from './support/timing.ts';

/**
 * Measures a teacher's descriptors by themselves: the distance to the nearest descriptor of good images is the score,
 * and no student learns. So wider networks and finer strides take minutes to try, while their students would take
 * hours. Real sets of STATION_DATA.
 * Options: `--sets cookie,…` `--teachers patch-33-compact,…` `--strides 4,8`. Other teachers: STATION_TEACHERS.
 */
const { values: options } = parseArgs({
  options: {
    sets: { type: 'string', default: 'cookie,composite_tape,magnetic_tile' },
    teachers: { type: 'string', default: 'patch-33-compact,patch-65-compact,patch-33-paper' },
    strides: { type: 'string', default: '4,8' },
  },
});
if (!hasStationData) throw new Error(`The benchmark ${needsStationData}`);
const strideSchema = z.union([z.literal(2), z.literal(4), z.literal(8)]);
const strides = options.strides.split(',').map((text) => strideSchema.parse(Number(text)));
const folder = process.env['STATION_TEACHERS'] ?? join(resourcesFolder(program()), 'teachers');
const { inputSize, topShare } = presets.compact;
const members = 3000;
const limits = { review: 1, defect: 1, pixelThreshold: 1, smallestArea: 0 };

const results = [];
for (const set of options.sets.split(',')) {
  const good = await listImages(join(stationData, set, 'train', 'good'));
  const frames = [];
  for (const name of good.images) frames.push((await readImageFile(join(good.folder, name))).frame);
  const size = inputSizeFor(frames, inputSize);
  const images = await readTestFolder(join(stationData, set));
  for (const name of options.teachers.split(',')) {
    const { spec, weights } = await loadTeacher(folder, name);
    for (const stride of strides) {
      say(`${set}, ${name}, one descriptor every ${stride} pixels`);
      const teacher = { spec, weights, stride, size };
      const memory = await rememberDescriptors(teacher, frames, { members, seed: 0, topShare });
      const parts = { run: memory.run, onImage: () => undefined, signal: new AbortController().signal };
      const { imageAuroc, auPro } = await evaluate(images, limits, parts);
      await memory.close();
      results.push({ set, teacher: name, stride, imageAuroc, auPro });
    }
  }
}

const figure = (value: number | null): string => (value === null ? '–' : String(rounded(value, 3)));
report({
  benchmark: 'teachers',
  settings: { members, inputSize, topShare },
  results,
  table: {
    head: ['Set', 'Teacher', 'Stride', 'Image AUROC', 'AU-PRO'],
    rows: results.map((row) => [
      row.set,
      row.teacher,
      String(row.stride),
      figure(row.imageAuroc),
      figure(row.auPro),
    ]),
  },
});
