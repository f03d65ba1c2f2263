import type { z } from 'zod';
import { StationError } from '../../shared/domain/station-error.ts';
import type { Host, WorkerProcess } from '../host/host.ts';
import { howItEnded } from '../host/how-it-ended.ts';
import { restartBudget, type RestartBudget } from '../host/restart-budget.ts';
import { risingTime } from '../host/rising-time.ts';
import { failureTold } from '../host/told-failure.ts';
import {
  fromInferenceWorkerSchema,
  type FromInferenceWorker,
  type inferenceResultSchema,
  type Pixels,
  type ToInferenceWorker,
} from './protocol.ts';
import { createProviderCheck, type ProviderCheck } from './provider-check.ts';
import type { RefusedProvider } from './provider-protocol.ts';

/** A model as the inference process needs it. */
export interface GraphFile {
  readonly modelId: string;
  /** Path of `model.onnx`. */
  readonly graph: string;
}

/** A model's score and map for a frame. */
export type InferenceResult = Readonly<z.infer<typeof inferenceResultSchema>>;

export interface InferenceStatus {
  readonly provider: string | null;
  readonly refused: readonly RefusedProvider[];
  /** Why inference is down; null if it works. */
  readonly failure: string | null;
}

/** Options of running a frame. */
export interface RunOptions {
  /** True for a frame that shows no part: it goes into the graph without alignment, even if the model aligns parts. */
  readonly asItIs?: boolean;
}

/** The process that owns ONNX Runtime. It is started when first needed and replaced when it dies. */
export interface InferenceProcess {
  /** Opens a model's graph ahead of the first frame. */
  load(model: GraphFile): Promise<{ provider: string; refused: readonly RefusedProvider[] }>;
  /** Runs one frame; frames are run in the order of the calls. */
  run(model: GraphFile, frame: Pixels, options?: RunOptions): Promise<InferenceResult>;
  status(): InferenceStatus;
  /** When the process may be started again after too many failures, milliseconds since 1970; null if it runs or may be started. */
  stalledUntil(): number | null;
  close(): void;
}

/** The process ended before it answered, or may not be started yet. The request itself is not necessarily the cause. */
export class ProcessGone extends StationError {
  /** True if the process ended during this run. */
  readonly wasRunning: boolean;

  constructor(wasRunning: boolean, message: string, detail?: string) {
    super('WORKER_FAILED', message, detail);
    this.wasRunning = wasRunning;
  }
}

type Answer = Exclude<FromInferenceWorker, { kind: 'ready' | 'failed' }>;

interface Pending {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: StationError) => void;
  readonly guard: NodeJS.Timeout;
}

/** A run that takes longer counts as a hang: the process is killed and started anew, milliseconds. */
const hangMs = 120_000;
/** Number of opened graphs after which the process is replaced, because ONNX Runtime leaks two megabytes for each. */
const usualMostGraphs = 50;
/** Number of models that a new process opens before it takes over, the most recent ones: as many as a process keeps open. */
const mostOpenedAhead = 12;

export interface InferenceProcessOptions {
  /** Path of the file of tunings; without it, graphs stay untuned. */
  readonly tuningFile?: string;
  readonly program?: keyof typeof processNames;
  /** The process ends after this long without work, milliseconds; it stays when left out. */
  readonly idleMs?: number;
  readonly onStatus?: () => void;
  /** Checks which providers work here; a new check when left out. */
  readonly providers?: ProviderCheck;
  /** How often the process may be started; five times a minute when left out. */
  readonly budget?: RestartBudget;
  /** Number of opened graphs after which the process is replaced; 50 when left out. */
  readonly mostGraphs?: number;
}

/** A process with its open requests. */
interface Running {
  readonly worker: WorkerProcess;
  readonly pending: Map<number, Pending>;
  /** True once another process has taken over; this one ends after its last answer. */
  isLeaving: boolean;
  hasEnded: boolean;
}

const processNames = {
  inference: 'The inspection process',
  'background-inference': 'The process of evaluations and replays',
} as const;

export function createInferenceProcess(host: Host, options: InferenceProcessOptions = {}): InferenceProcess {
  const { tuningFile, program = 'inference', idleMs, onStatus } = options;
  const { providers = createProviderCheck(host), budget = restartBudget() } = options;
  const { mostGraphs = usualMostGraphs } = options;
  const name = processNames[program];
  /** The most recently used models, the latest at the end. */
  const inUse = new Map<string, GraphFile>();
  let current: Running | null = null;
  /** The process that is about to take over; null if none is. */
  let successor: Running | null = null;
  let nextId = 1;
  let idle: NodeJS.Timeout | undefined;
  let status: InferenceStatus = { provider: null, refused: [], failure: null };

  function setStatus(next: InferenceStatus): void {
    status = next;
    onStatus?.();
  }

  function rejectAll({ pending }: Running, error: StationError): void {
    for (const { reject, guard } of pending.values()) {
      clearTimeout(guard);
      reject(error);
    }
    pending.clear();
  }

  function start(): Running {
    if (!budget.take(risingTime())) {
      throw new ProcessGone(
        false,
        `${name} failed five times within a minute and is not started again for now. ` +
          'Check the model and the graphics driver, then try again in a minute.',
        status.failure ?? undefined,
      );
    }
    const worker = host.forkWorker(program);
    const started: Running = { worker, pending: new Map(), isLeaving: false, hasEnded: false };
    worker.onMessage((message) => receive(started, message));
    worker.onExit((code, lastWords) => {
      started.hasEnded = true;
      const failure = `${name} ${howItEnded(code)}.`;
      if (current === started) {
        current = null;
        setStatus({ provider: null, refused: status.refused, failure });
      }
      const gone = new ProcessGone(true, `${failure} It starts again with the next frame.`, lastWords);
      rejectAll(started, gone);
    });
    void providers.refused().then((refused) =>
      worker.send({
        kind: 'machine',
        refused: [...refused],
        tuningFile: tuningFile ?? null,
      } satisfies ToInferenceWorker),
    );
    return started;
  }

  function receive(from: Running, message: unknown): void {
    const { pending } = from;
    const parsed = fromInferenceWorkerSchema.safeParse(message);
    if (!parsed.success || parsed.data.kind === 'ready') return;
    const answer = parsed.data;
    const waiting = pending.get(answer.requestId);
    if (!waiting) return;
    pending.delete(answer.requestId);
    clearTimeout(waiting.guard);
    if (answer.kind === 'failed') waiting.reject(failureTold(answer));
    else waiting.resolve(answer);
    if (from === current && answer.kind === 'loaded' && answer.opened >= mostGraphs) void renew(from);
    if (pending.size > 0) return;
    if (from.isLeaving) from.worker.kill();
    else if (idleMs !== undefined) idle = setTimeout(retire, idleMs).unref();
  }

  /** Replaces the process. The new one opens the models in use before it takes over, so that no part waits for them. */
  async function renew(old: Running): Promise<void> {
    if (successor !== null) return;
    try {
      successor = start();
    } catch {
      // A new process may not be started now; the next opened model tries again.
      return;
    }
    const next = successor;
    await Promise.allSettled([...inUse.values()].map((model) => askOf(next, loadOf(model))));
    successor = null;
    if (current !== old || next.hasEnded) {
      next.worker.kill();
      return;
    }
    current = next;
    old.isLeaving = true;
    if (old.pending.size === 0) old.worker.kill();
  }

  /** Ends a healthy process; the next call starts a new one. */
  function retire(): void {
    clearTimeout(idle);
    const old = current;
    current = null;
    old?.worker.kill();
  }

  function askOf({ worker, pending }: Running, make: MakeOrder): Promise<Answer> {
    const requestId = nextId++;
    return new Promise((resolve, reject) => {
      const guard = setTimeout(() => worker.kill(), hangMs);
      pending.set(requestId, { resolve, reject, guard });
      worker.send(make(requestId));
    });
  }

  function ask(model: GraphFile, make: MakeOrder): Promise<Answer> {
    clearTimeout(idle);
    inUse.delete(model.modelId);
    inUse.set(model.modelId, model);
    const [oldest] = inUse.keys();
    if (inUse.size > mostOpenedAhead && oldest !== undefined) inUse.delete(oldest);
    current ??= start();
    return askOf(current, make);
  }

  return {
    async load(model) {
      const answer = await ask(model, loadOf(model));
      if (answer.kind !== 'loaded') throw new StationError('WORKER_FAILED', 'Unexpected answer to load.');
      setStatus({ provider: answer.provider, refused: answer.refused, failure: null });
      return { provider: answer.provider, refused: answer.refused };
    },
    async run(model, frame, options) {
      const answer = await ask(model, (requestId) => ({
        kind: 'run',
        requestId,
        ...model,
        frame,
        ...options,
      }));
      if (answer.kind !== 'result') throw new StationError('WORKER_FAILED', 'Unexpected answer to run.');
      // After an answer the process counts as healthy again.
      if (status.failure !== null) setStatus({ ...status, failure: null });
      return answer;
    },
    status: () => status,
    stalledUntil() {
      const until = current === null ? budget.spentUntil(risingTime()) : null;
      if (until === null) return null;
      // Rounded to whole seconds, so that equal moments are not reported as changes.
      return Math.ceil((Date.now() + until - risingTime()) / 1000) * 1000;
    },
    close() {
      providers.close();
      const running = [current, successor].filter((one) => one !== null);
      retire();
      for (const one of running) {
        one.worker.kill();
        rejectAll(one, new StationError('CANCELLED', 'The station is closing.'));
      }
    },
  };
}

type MakeOrder = (requestId: number) => ToInferenceWorker;

const loadOf =
  (model: GraphFile): MakeOrder =>
  (requestId) => ({ kind: 'load', requestId, ...model });
