import { InferenceSession, Tensor } from 'onnxruntime-node';
import { teacherGraph, type DenseTeacher } from '../../../src/main/families/patch/graph/model-graph.ts';
import { appendNearest } from '../../../src/main/networks/remembering/nearest-member.ts';
import type { Memory } from '../../../src/main/networks/remembering/views.ts';
import { RunningMoments } from '../../../src/main/networks/component-moments.ts';
import { appendTopShare, appendUpsampling } from '../../../src/main/networks/onnx/anomaly-score.ts';
import { GraphBuilder } from '../../../src/main/networks/onnx/graph-builder.ts';
import { seededRandom } from '../../../src/main/networks/random.ts';
import { floatOutput, frameTensor } from '../../../src/main/learning/run-graph.ts';
import type { InferenceResult } from '../../../src/main/inference/inference-process.ts';
import type { Frame } from '../../../src/shared/domain/frame.ts';

/** Judges a frame by the distance of its descriptors to those of good images. */
export interface DescriptorMemory {
  run(frame: Frame): Promise<InferenceResult>;
  close(): Promise<void>;
}

export interface MemorySettings {
  /** Number of descriptors kept from all good images, drawn at random. */
  readonly members: number;
  readonly seed: number;
  /** The score is the mean over this share of the map. */
  readonly topShare: number;
}

/**
 * Remembers a teacher's descriptors of good frames, without students, so that only the teacher limits the result.
 *
 * @param good at least one
 */
export async function rememberDescriptors(
  teacher: DenseTeacher,
  good: readonly Frame[],
  { members: wanted, seed, topShare }: MemorySettings,
): Promise<DescriptorMemory> {
  const { stride, size } = teacher;
  const [height, width] = size;
  const [rows, columns] = [Math.ceil(height / stride), Math.ceil(width / stride)];
  const depth = teacher.spec.descriptorSize;
  const positions = rows * columns;
  const describe = await InferenceSession.create(teacherGraph(teacher));
  const descriptorsOf = async (frame: Frame): Promise<Float32Array> =>
    floatOutput(await describe.run({ frame: frameTensor(frame) }), 'descriptors');

  const random = seededRandom(seed);
  const moments = new RunningMoments(depth);
  const each = Math.min(positions, Math.ceil(wanted / good.length));
  const members = new Float32Array(each * good.length * depth);
  for (const [image, frame] of good.entries()) {
    const planes = await descriptorsOf(frame);
    moments.add(planes);
    for (let member = 0; member < each; member++) {
      const position = random.integer(positions);
      for (let channel = 0; channel < depth; channel++) {
        members[(image * each + member) * depth + channel] = planes[channel * positions + position] ?? 0;
      }
    }
  }
  const standard = moments.result();
  for (const index of members.keys()) {
    const channel = index % depth;
    members[index] =
      ((members[index] ?? 0) - (standard.mean[channel] ?? 0)) / (standard.deviation[channel] ?? 1);
  }
  const grid = [rows, columns] as const;
  const nearest = await InferenceSession.create(
    nearestGraph({ memory: { members, moments: standard }, grid, size, topShare }),
  );

  return {
    async run(frame) {
      const started = performance.now();
      const planes = await descriptorsOf(frame);
      const descriptors = new Tensor('float32', planes, [1, depth, ...grid]);
      const outputs = await nearest.run({ descriptors });
      const runMs = performance.now() - started;
      return {
        score: floatOutput(outputs, 'score')[0] ?? Number.NaN,
        map: Float32Array.from(floatOutput(outputs, 'map')),
        height,
        width,
        runMs,
      };
    },
    async close() {
      await describe.release();
      await nearest.release();
    },
  };
}

interface Nearest {
  readonly memory: Memory;
  readonly grid: readonly [number, number];
  readonly size: readonly [number, number];
  readonly topShare: number;
}

/** `descriptors` `[1, D, rows, columns]` → `map` `[1, 1, H, W]`, the distance to the nearest member, and `score` `[1]`. */
function nearestGraph({ memory, grid, size, topShare }: Nearest): Uint8Array {
  const graph = new GraphBuilder('nearest');
  const descriptors = graph.input('descriptors', 'float', [1, memory.moments.mean.length, ...grid]);
  const distances = appendNearest(graph, { ...memory, name: 'all' }, descriptors, grid, 'constant');
  const inside = new Uint8Array(grid[0] * grid[1]).fill(1);
  graph.output('score', appendTopShare(graph, distances, inside, topShare), 'float', [1]);
  graph.output('map', appendUpsampling(graph, distances, grid, size, 'corner'), 'float', [1, 1, ...size]);
  return graph.serialise();
}
