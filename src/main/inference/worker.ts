import { Tensor, type InferenceSession } from 'onnxruntime-node';
import { reversed } from '../../shared/domain/pose.ts';
import { messageOf, StationError, type ErrorCode } from '../../shared/domain/station-error.ts';
import { workerPort } from '../host/worker-port.ts';
import type { Alignment } from '../images/alignment/alignment.ts';
import { placePart } from '../images/alignment/place-part.ts';
import { mapOverPicture } from '../images/alignment/warp.ts';
import { alignmentOfGraph } from '../learning/model-alignment.ts';
import { toInferenceWorkerSchema, type FromInferenceWorker, type ToInferenceWorker } from './protocol.ts';
import { openGraph, type OpenedGraph } from './open-graph.ts';
import { pixelsOf } from './pixels.ts';
import { tuningOf } from './tuning-file.ts';
import { runTrial } from './tuning-trial.ts';

/**
 * The inference process: it alone opens the graphs that inspect. Requests run one after the other, in the order
 * they came in.
 */
const port = workerPort();
const opened = new Map<string, OpenedModel>();
/** Those of four lanes, those that they change over to, and a few that are evaluated. */
const keepOpen = 12;
let openedCount = 0;
let queue: Promise<void> = Promise.resolve();
const machine = Promise.withResolvers<Extract<ToInferenceWorker, { kind: 'machine' }>>();
/** All a frame is looked at for; what else a graph gives is not fetched. */
const outputs = ['score', 'map'];

interface OpenedModel extends OpenedGraph {
  readonly alignment: Alignment | null;
}

function send(message: FromInferenceWorker): void {
  port.send(message);
}

type AnyRequest = Exclude<ToInferenceWorker, { kind: 'machine' }>;
type Request<Kind extends AnyRequest['kind']> = Extract<AnyRequest, { kind: Kind }>;

/** The model's open graph; the least recently used of more than `keepOpen` is released. */
async function graphOf(request: AnyRequest): Promise<OpenedModel> {
  let entry = opened.get(request.modelId);
  if (entry) opened.delete(request.modelId);
  else {
    const { refused, tuningFile } = await machine.promise;
    const alignment = await alignmentOfGraph(request.graph);
    const open = await openGraph(request.graph, refused, (graph) => tuningOf(graph, tuningFile, runTrial));
    entry = { ...open, alignment };
    openedCount += 1;
  }
  opened.set(request.modelId, entry);
  const [oldest] = opened.keys();
  if (opened.size > keepOpen && oldest !== undefined) {
    await opened.get(oldest)?.session.release();
    opened.delete(oldest);
  }
  return entry;
}

async function load(request: Request<'load'>): Promise<void> {
  const { provider, refused } = await graphOf(request);
  const { requestId } = request;
  send({ kind: 'loaded', requestId, provider, refused: [...refused], opened: openedCount });
}

async function run(request: Request<'run'>): Promise<void> {
  const { session, alignment } = await graphOf(request);
  const { width, height, channels, data } = request.frame;
  if (data.length !== width * height * channels) {
    throw new RangeError(`A frame of ${width} × ${height} × ${channels} holds ${data.length} bytes`);
  }
  const started = performance.now();
  const placed = alignment && request.asItIs !== true ? placePart(request.frame, alignment) : null;
  const seen = placed ? pixelsOf(placed.frame) : request.frame;
  const frame = new Tensor('uint8', seen.data, [1, seen.height, seen.width, seen.channels]);
  const result = readOutput(await session.run({ frame }, outputs));
  const over = placed && {
    map: mapOverPicture(result, reversed(placed.pose.motion)),
    pose: placed.pose,
  };
  const runMs = performance.now() - started;
  send({ kind: 'result', requestId: request.requestId, ...result, ...over, runMs });
}

/** Score and map of a run; checked, since a graph is a file that may come from elsewhere. */
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

async function handle(request: AnyRequest): Promise<void> {
  const codes = { load: 'CORRUPT_MODEL', run: 'WORKER_FAILED' } satisfies Record<
    AnyRequest['kind'],
    ErrorCode
  >;
  try {
    await (request.kind === 'load' ? load(request) : run(request));
  } catch (error) {
    send({
      kind: 'failed',
      requestId: request.requestId,
      code: error instanceof StationError ? error.code : codes[request.kind],
      message: messageOf(error),
    });
  }
}

port.onMessage((message) => {
  const parsed = toInferenceWorkerSchema.safeParse(message);
  if (!parsed.success) throw new Error(`Unknown order to the inference process: ${parsed.error.message}`);
  const order = parsed.data;
  if (order.kind === 'machine') machine.resolve(order);
  else queue = queue.then(() => handle(order));
});
send({ kind: 'ready' });
