import { toldFailure } from '../host/told-failure.ts';
import { workerPort } from '../host/worker-port.ts';
import { openInThread, type GraphThread } from './open-in-thread.ts';
import { toInferenceWorkerSchema, type FromInferenceWorker, type ToInferenceWorker } from './protocol.ts';

/**
 * The inference process. It has the line's graphs open, each in its own thread. It runs frames one after the other, in the order of their
 * arrival; while a graph is being opened, only this graph's frames wait.
 */
const port = workerPort();

interface OpenModel {
  readonly graph: Promise<GraphThread>;
  /** Number of requests that use the graph now. */
  uses: number;
}

/** The open models, the least recently used first. */
const models = new Map<string, OpenModel>();
/** Number of models kept open: those of four lanes, those that they change over to, and a few more. */
const keepOpen = 12;
let openedCount = 0;
/** The last opening. Graphs are opened one after the other, so that a tuning's trial has the processor for itself. */
let opening: Promise<unknown> = Promise.resolve();
let running: Promise<unknown> = Promise.resolve();
/** Number of frames that were run, shared with all threads. */
const runs = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
const machine = Promise.withResolvers<Extract<ToInferenceWorker, { kind: 'machine' }>>();

function send(message: FromInferenceWorker): void {
  port.send(message);
}

type AnyRequest = Exclude<ToInferenceWorker, { kind: 'machine' }>;
type Request<Kind extends AnyRequest['kind']> = Extract<AnyRequest, { kind: Kind }>;

/** @param graph path of the graph */
function open(graph: string): Promise<GraphThread> {
  const opened = opening.then(async () => {
    const { refused, tuningFile } = await machine.promise;
    const thread = await openInThread({ graph, refused, tuningFile, runs });
    openedCount += 1;
    return thread;
  });
  opening = opened.catch(() => undefined);
  return opened;
}

/** Calls a function with the model's graph, after opening it if needed. */
async function withGraph(
  { modelId, graph }: AnyRequest,
  act: (graph: GraphThread) => unknown,
): Promise<void> {
  const model = models.get(modelId) ?? { graph: open(graph), uses: 0 };
  models.delete(modelId);
  models.set(modelId, model);
  model.uses += 1;
  const opened = await model.graph.catch((error: unknown) => {
    // Forgotten, so that the next request tries again; the file may be complete by then.
    if (models.get(modelId) === model) models.delete(modelId);
    throw error;
  });
  try {
    await act(opened);
  } finally {
    model.uses -= 1;
  }
  closeUnused();
}

/** Closes the least recently used graphs beyond `keepOpen`. */
function closeUnused(): void {
  for (const [id, { graph: unused, uses }] of models) {
    if (models.size <= keepOpen) break;
    if (uses > 0) continue;
    models.delete(id);
    void unused.then((thread) => thread.close());
  }
}

function load(request: Request<'load'>): Promise<void> {
  const { requestId } = request;
  return withGraph(request, ({ provider, refused }) =>
    send({ kind: 'loaded', requestId, provider, refused, opened: openedCount }),
  );
}

function run(request: Request<'run'>): Promise<void> {
  const { requestId, frame, asItIs = false } = request;
  return withGraph(request, (graph) => {
    const ran = running.then(() => {
      Atomics.add(runs, 0, 1);
      return graph.run(frame, asItIs);
    });
    running = ran.catch(() => undefined);
    return ran.then((result) => send({ ...result, requestId }));
  });
}

async function handle(request: AnyRequest): Promise<void> {
  try {
    await (request.kind === 'load' ? load(request) : run(request));
  } catch (error) {
    send({ kind: 'failed', requestId: request.requestId, ...toldFailure(error) });
  }
}

port.onMessage((message) => {
  const parsed = toInferenceWorkerSchema.safeParse(message);
  if (!parsed.success) throw new Error(`Unknown order to the inference process: ${parsed.error.message}`);
  const order = parsed.data;
  if (order.kind === 'machine') machine.resolve(order);
  else void handle(order);
});
send({ kind: 'ready' });
