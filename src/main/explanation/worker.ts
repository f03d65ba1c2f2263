import { readFile } from 'node:fs/promises';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { reversed, type Pose } from '../../shared/domain/pose.ts';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { takeLowPriority } from '../host/low-priority.ts';
import { toldFailure } from '../host/told-failure.ts';
import { workerPort } from '../host/worker-port.ts';
import type { Alignment } from '../images/alignment/alignment.ts';
import { placePart } from '../images/alignment/place-part.ts';
import { mapOverPicture } from '../images/alignment/warp.ts';
import { decodeImage } from '../images/decode-image.ts';
import { graphOptions } from '../inference/graph-options.ts';
import { pixelsOf } from '../inference/pixels.ts';
import { alignmentOfGraph } from '../learning/alignment-of-model.ts';
import { partedModel, type PartedModel } from '../networks/onnx/map-parts.ts';
import { encodeModel, readModel } from '../networks/onnx/model-file.ts';
import { regionDescriptor, type DescriptorGrid } from '../networks/region-descriptor.ts';
import {
  toExplanationWorkerSchema,
  type FromExplanationWorker,
  type Picture,
  type ToExplanationWorker,
} from './protocol.ts';

/**
 * The explanation process, which explains logged verdicts. It yields to all other work: it has the lowest priority,
 * one thread that does not spin, and only uses the CPU, so that the inspection has the graphics card to itself.
 */
const port = workerPort();
const keepOpen = 2;
const opened = new Map<string, Promise<OpenedModel>>();
let queue: Promise<void> = Promise.resolve();

type Request<Kind extends ToExplanationWorker['kind']> = Extract<ToExplanationWorker, { kind: Kind }>;
type Outputs = InferenceSession.OnnxValueMapType;

interface OpenedModel extends Pick<PartedModel, 'parts' | 'descriptors' | 'grid'> {
  readonly session: InferenceSession;
  readonly alignment: Alignment | null;
}

/** A graph's outputs for a picture, and the part's pose if the model aligns parts. */
interface Answer {
  readonly outputs: Outputs;
  readonly pose: Pose | null;
}

function send(message: FromExplanationWorker): void {
  port.send(message);
}

async function openModel(path: string): Promise<OpenedModel> {
  const { model, ...found } = partedModel(readModel(await readFile(path), path));
  const options = await graphOptions('cpu', { threads: 1, spinning: false });
  const alignment = await alignmentOfGraph(path);
  return { session: await InferenceSession.create(encodeModel(model), options), alignment, ...found };
}

/** Opens a model or returns the open one; of more than `keepOpen`, releases the least recently used. */
async function modelOf(path: string): Promise<OpenedModel> {
  const known = opened.get(path);
  opened.delete(path);
  const model = known ?? openModel(path);
  opened.set(path, model);
  const [oldest] = opened;
  if (opened.size > keepOpen && oldest) {
    opened.delete(oldest[0]);
    await (await oldest[1]).session.release();
  }
  try {
    return await model;
  } catch (error) {
    opened.delete(path);
    throw error instanceof StationError ? error : new StationError('CORRUPT_MODEL', messageOf(error));
  }
}

async function run(model: OpenedModel, picture: Picture, names: readonly string[]): Promise<Answer> {
  const { session, alignment } = model;
  const decoded = await decodeImage(picture.bytes, picture.name);
  const placed = alignment && placePart(pixelsOf(decoded), alignment);
  const { width, height, data } = placed?.frame ?? decoded;
  const outputs = await session.run({ frame: new Tensor('uint8', data, [1, height, width, 3]) }, [...names]);
  return { outputs, pose: placed?.pose ?? null };
}

async function explain({ requestId, graph, picture }: Request<'explain'>): Promise<void> {
  const model = await modelOf(graph);
  const { outputs, pose } = await run(model, picture, ['map', ...model.parts.map(({ output }) => output)]);
  const [, , height = 0, width = 0] = outputs['map']?.dims ?? [];
  const parts = model.parts.map(({ part, output }) => {
    const map = floats(outputs, output);
    const values = pose
      ? mapOverPicture({ map, width, height }, reversed(pose.motion), Number.NaN)
      : new Float32Array(map);
    return { part, values };
  });
  send({ kind: 'explained', requestId, width, height, parts });
}

async function describe({ requestId, graph, picture, region }: Request<'describe'>): Promise<void> {
  const model = await modelOf(graph);
  const { outputs, pose } = await run(model, picture, model.descriptors);
  const { weights, width, height } = region;
  const inPlace = pose
    ? { width, height, weights: mapOverPicture({ map: weights, width, height }, pose.motion) }
    : region;
  const grids = model.descriptors.map((name) => gridOf(outputs, name, model.grid));
  const descriptor = new Float32Array(regionDescriptor(grids, inPlace));
  send({ kind: 'described', requestId, descriptor });
}

function floats(outputs: Outputs, name: string): Float32Array {
  const data = outputs[name]?.data;
  if (data instanceof Float32Array) return data;
  throw new Error(`The graph gives no numbers for ${name}`);
}

/** @param places rows and columns of a memory's descriptors, which the output has in one long row */
function gridOf(outputs: Outputs, name: string, places: readonly [number, number]): DescriptorGrid {
  const data = floats(outputs, name);
  const dims = outputs[name]?.dims ?? [];
  const [rows = 0, columns = 0] = dims.length === 4 ? dims.slice(2) : places;
  return { data, size: data.length / (rows * columns), rows, columns };
}

async function handle(request: ToExplanationWorker): Promise<void> {
  try {
    await (request.kind === 'explain' ? explain(request) : describe(request));
  } catch (error) {
    send({ kind: 'failed', requestId: request.requestId, ...toldFailure(error) });
  }
}

takeLowPriority();
port.onMessage((message) => {
  const parsed = toExplanationWorkerSchema.safeParse(message);
  if (!parsed.success) throw new Error(`Unknown order to the explanation process: ${parsed.error.message}`);
  queue = queue.then(() => handle(parsed.data));
});
send({ kind: 'ready' });
