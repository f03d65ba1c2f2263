import { seededRandom } from '../../../src/main/networks/random.ts';
import { frameTensor } from '../../../src/main/learning/run-graph.ts';
import type { ModelShape } from '../../../src/main/families/patch/random-model.ts';

/** Makes the input of a graph: a frame of random pixels. */
export function randomFrame(side: number): { frame: ReturnType<typeof frameTensor> } {
  const random = seededRandom(side);
  const data = new Uint8Array(side * side * 3).map(() => random.integer(256));
  return { frame: frameTensor({ width: side, height: side, data }) };
}

/** Describes a shape in a few words. */
export function describeShape({ receptiveFields, width, stride, students }: ModelShape): string {
  return `p = ${receptiveFields.join(' + ')}, ${width}, stride ${stride}, M = ${students}`;
}
