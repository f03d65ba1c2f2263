import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { createLogFiles } from '../../src/main/log/files.ts';
import { createInspectionRecorder } from '../../src/main/log/recorder.ts';
import { createLogRepository } from '../../src/main/log/repository.ts';
import { createSessionRepository } from '../../src/main/inspection/session-repository.ts';
import {
  patchGraph,
  rawScoreGraph,
  teacherGraph,
  type Scale,
} from '../../src/main/families/patch/graph/model-graph.ts';
import { kernelShapes, patchNetworkSpec } from '../../src/main/families/patch/graph/spec.ts';
import { seededRandom } from '../../src/main/networks/random.ts';
import { initialWeights } from '../../src/main/networks/weights.ts';
import { partResult } from './part-result.ts';
import { singleUser } from '../../src/main/users/single-user.ts';
import { findRegions } from '../../src/shared/domain/defect-regions.ts';
import type { Frame } from '../../src/shared/domain/frame.ts';
import { wholePicture } from '../../src/shared/domain/region.ts';
import { judge, limitsOf } from '../../src/shared/domain/verdict.ts';
import { openDataServices } from './data-services.ts';
import { writeSmallModel } from './small-model.ts';
import { openLogWriter } from './log-writer.ts';
import { inFirstLane } from './first-lane.ts';

/** A flaw on a part. */
export type Flaw = 'scratch' | 'stain';

export interface ExplainedHome {
  readonly productId: string;
  readonly modelId: string;
  /** Path of the model's graph. */
  readonly graph: string;
  /** Ids of log entries, in the order of the flaws. */
  readonly entries: readonly number[];
}

const side = 128;
const spec = patchNetworkSpec(33, 'compact');
const weights = (seed: number) => initialWeights(kernelShapes(spec), seed);
const teacher: Scale['teacher'] = { spec, weights: weights(1), stride: 4, size: [side, side] };

/**
 * Makes a home with a product whose model is a real graph, and a log with one part of each flaw and the graph's map of it.
 * The networks have random weights; the usual values at each place are measured on good parts.
 */
export async function writeExplainedHome(
  home: string,
  product: string,
  flaws: readonly Flaw[],
): Promise<ExplainedHome> {
  const services = openDataServices(home);
  try {
    const { database, products, models, thresholds, changes, paths } = services;
    const { id: productId } = products.create(product);
    const finished = join(paths.jobs, randomUUID());
    const limits = { review: 0.5, defect: 0.7 };
    const graph = await calibratedGraph();
    const card = writeSmallModel(
      finished,
      {
        productId,
        productName: product,
        thresholds: {
          ...limits,
          falseRejectRates: { review: 0.05, defect: 0.01 },
          method: 'chosen for a test',
          validationScores: [0.4, 0.45],
        },
      },
      side,
      wholePicture,
      graph,
    );
    await models.register(finished);
    await models.activate(card.id, '', singleUser);
    const judged = thresholds.latest(card.id);
    if (judged === null) throw new Error('The model has limits once it is active');
    const session = {
      ...inFirstLane,
      trigger: 'free',
      id: randomUUID(),
      productId,
      source: { kind: 'watched-folder', folder: '/parts' },
    } as const;
    const now = Date.now();
    createSessionRepository(database).insert({
      ...session,
      modelId: card.id,
      startedAt: now - 60_000,
      provider: 'cpu',
      refusedProviders: [],
      startedBy: 'local',
    });
    const files = createLogFiles(home);
    const recorder = createInspectionRecorder({
      files,
      changes,
      writer: openLogWriter(createLogRepository(database), home),
    });
    const inspect = await InferenceSession.create(graph);
    const entries: number[] = [];
    for (const [index, flaw] of flaws.entries()) {
      const frame = partWith(flaw, index);
      const { score, map } = await inspect.run({ frame: tensorOf(frame) }, ['score', 'map']);
      const values = new Float32Array(floats(map));
      const [value = Number.NaN] = floats(score);
      const regions = findRegions(values, side, side, judged);
      const id = await recorder.record({
        part: partResult({
          sessionId: session.id,
          productId,
          modelId: card.id,
          frameNumber: index,
          name: `${flaw}-${index}.png`,
          capturedAt: now - 50_000 + index * 100,
          score: value,
          verdict: judge({ score: value, largestRegion: regions.largest }, judged),
          regions,
          thresholds: { id: judged.id, ...limitsOf(judged) },
        }),
        source: session.source,
        picture: () => frame,
        map: { map: values, width: side, height: side },
      });
      if (id === null) throw new Error(`The ${flaw} of part ${index} was not seen: score ${value}`);
      entries.push(id);
    }
    await inspect.release();
    return { productId, modelId: card.id, graph: models.graphOf(card.id), entries };
  } finally {
    services.close();
  }
}

/** Measures μ and σ of the teacher's descriptors and mean and spread of e and v at each place over good parts, then limits that all these parts keep. */
async function calibratedGraph(): Promise<Uint8Array> {
  const good = Array.from({ length: 8 }, (_, seed) => tensorOf(partWith(null, 100 + seed)));
  const scale: Scale = { teacher, moments: await momentsOver(good), students: [weights(2), weights(3)] };
  const raw = await InferenceSession.create(rawScoreGraph(scale));
  const maps: InferenceSession.OnnxValueMapType[] = [];
  for (const frame of good) maps.push(await raw.run({ frame }));
  await raw.release();
  const statistics = (name: string) => usual(maps.map((outputs) => floats(outputs[name])));
  const scored = {
    ...scale,
    normalisation: {
      regressionError: statistics('regression_error'),
      predictiveUncertainty: statistics('predictive_uncertainty'),
    },
  };
  const graphWith = (limit: number): Uint8Array =>
    patchGraph(
      [scored],
      { smoothing: 2, topShare: 0.005, limits: { score: limit, map: limit }, area: wholePicture },
      {},
    );
  const uncalibrated = await InferenceSession.create(graphWith(0.5));
  let highest = 0;
  for (const frame of good) {
    highest = Math.max(highest, ...floats((await uncalibrated.run({ frame }, ['score']))['score']));
  }
  await uncalibrated.release();
  return graphWith(highest * 1.2);
}

async function momentsOver(frames: readonly Tensor[]): Promise<Scale['moments']> {
  const session = await InferenceSession.create(teacherGraph(teacher));
  const sums = {
    first: new Float64Array(spec.descriptorSize),
    second: new Float64Array(spec.descriptorSize),
  };
  let places = 0;
  for (const frame of frames) {
    const descriptors = floats((await session.run({ frame }, ['descriptors']))['descriptors']);
    const cells = descriptors.length / spec.descriptorSize;
    descriptors.forEach((value, at) => {
      const component = Math.floor(at / cells);
      sums.first[component] = (sums.first[component] ?? 0) + value;
      sums.second[component] = (sums.second[component] ?? 0) + value ** 2;
    });
    places += cells;
  }
  await session.release();
  const mean = sums.first.map((sum) => sum / places);
  const deviation = sums.second.map((sum, at) => Math.sqrt(sum / places - (mean[at] ?? 0) ** 2));
  return { mean, deviation };
}

function usual(maps: readonly Float32Array[]) {
  const [first = new Float32Array()] = maps;
  const mean = first.map((_, at) => maps.reduce((sum, map) => sum + (map[at] ?? 0), 0) / maps.length);
  const spread = first.map((_, at) =>
    Math.sqrt(maps.reduce((sum, map) => sum + ((map[at] ?? 0) - (mean[at] ?? 0)) ** 2, 0) / maps.length),
  );
  const whole = spread.reduce((sum, value) => sum + value, 0) / spread.length;
  return { mean, deviation: spread.map((value) => value + whole) };
}

/** Draws a round part on a grey ground with its flaw; another seed puts the flaw elsewhere. */
function partWith(flaw: Flaw | null, seed: number): Frame {
  const random = seededRandom(seed + 1);
  const size = 160;
  const angle = random.next() * 2 * Math.PI;
  const [x, y] = [80 + 28 * Math.cos(angle), 80 + 28 * Math.sin(angle)];
  const data = new Uint8Array(size * size * 3);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const base = (row - 80) ** 2 + (column - 80) ** 2 < 62 ** 2 ? 185 : 105;
      const grey = base + random.next() * 6;
      const scratched = flaw === 'scratch' && Math.abs(row - y) < 2 && Math.abs(column - x) < 18;
      const stained = flaw === 'stain' && (row - y) ** 2 + (column - x) ** 2 < 12 ** 2;
      const colour = scratched ? [120, 120, 122] : stained ? [215, 160, 120] : [grey, grey, grey];
      data.set(colour, (row * size + column) * 3);
    }
  }
  return { width: size, height: size, data };
}

function tensorOf({ data, width, height }: Frame): Tensor {
  return new Tensor('uint8', data, [1, height, width, 3]);
}

function floats(tensor: { readonly data: unknown } | undefined): Float32Array {
  if (tensor?.data instanceof Float32Array) return tensor.data;
  throw new TypeError('No float32 output');
}
