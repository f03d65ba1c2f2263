import { parentPort, workerData } from 'node:worker_threads';
import { Tensor, type InferenceSession } from 'onnxruntime-node';
import { reversed } from '../../shared/domain/pose.ts';
import { toldFailure } from '../host/told-failure.ts';
import type { Alignment } from '../images/alignment/alignment.ts';
import { placePart } from '../images/alignment/place-part.ts';
import { mapOverPicture } from '../images/alignment/warp.ts';
import { alignmentOfGraph } from '../learning/alignment-of-model.ts';
import {
  graphOrderSchema,
  toGraphThreadSchema,
  type FromGraphThread,
  type ToGraphThread,
} from './graph-thread-protocol.ts';
import { openGraph } from './open-graph.ts';
import { pixelsOf } from './pixels.ts';
import { tuningOf } from './tuning-file.ts';
import { runTrial } from './tuning-trial.ts';

/** The thread of one graph: opens the graph at once, then runs one frame after the other. */
const { graph, refused: known, tuningFile, runs } = graphOrderSchema.parse(workerData);
/** The outputs that are fetched; a graph's other outputs are not computed. */
const outputs = ['score', 'map'];

interface OpenedModel {
  readonly session: InferenceSession;
  readonly alignment: Alignment | null;
}

async function open(): Promise<OpenedModel | null> {
  try {
    const alignment = await alignmentOfGraph(graph);
    const runsOfAll = (): number => Atomics.load(runs, 0);
    const tune = (path: string) => tuningOf(path, tuningFile, () => runTrial(path, runsOfAll));
    const { session, provider, refused } = await openGraph(graph, known, tune);
    send({ kind: 'opened', provider, refused: [...refused] });
    return { session, alignment };
  } catch (error) {
    send({ kind: 'failed', ...toldFailure(error, 'CORRUPT_MODEL') });
    parentPort?.close();
    return null;
  }
}

async function run(
  { session, alignment }: OpenedModel,
  { frame, asItIs }: Extract<ToGraphThread, { kind: 'run' }>,
): Promise<FromGraphThread> {
  const { width, height, channels, data } = frame;
  if (data.length !== width * height * channels) {
    throw new RangeError(`A frame of ${width} × ${height} × ${channels} holds ${data.length} bytes`);
  }
  const started = performance.now();
  const placed = alignment && !asItIs ? placePart(frame, alignment) : null;
  const seen = placed ? pixelsOf(placed.frame) : frame;
  const input = new Tensor('uint8', seen.data, [1, seen.height, seen.width, seen.channels]);
  const result = readOutput(await session.run({ frame: input }, outputs));
  const over = placed && {
    map: mapOverPicture(result, reversed(placed.pose.motion)),
    pose: placed.pose,
  };
  return { kind: 'result', ...result, ...over, runMs: performance.now() - started };
}

/** Reads score and map from a run's outputs. They are checked, because an imported graph may give anything. */
function readOutput(output: InferenceSession.OnnxValueMapType): {
  score: number;
  map: Float32Array<ArrayBuffer>;
  width: number;
  height: number;
} {
  const score = output['score']?.data;
  const map = output['map'];
  const [, , height, width] = map?.dims ?? [];
  if (!(score instanceof Float32Array) || !(map?.data instanceof Float32Array) || !height || !width) {
    throw new Error('The graph gives no score and map');
  }
  const value = score[0];
  if (value === undefined || !Number.isFinite(value)) {
    throw new Error('The graph gives a score that is no number');
  }
  return { score: value, map: new Float32Array(map.data), width, height };
}

function send(message: FromGraphThread): void {
  parentPort?.postMessage(message, message.kind === 'result' ? [message.map.buffer] : []);
}

async function answer(message: unknown): Promise<void> {
  const order = toGraphThreadSchema.parse(message);
  const model = await opened;
  if (order.kind === 'run') {
    if (model === null) return;
    send(await run(model, order).catch((error: unknown) => ({ kind: 'failed', ...toldFailure(error) })));
    return;
  }
  await model?.session.release();
  parentPort?.close();
}

const opened = open();
parentPort?.on('message', (message: unknown) => {
  void answer(message);
});
