import type { z } from 'zod';
import { StationError } from '../../shared/domain/station-error.ts';
import type { Host, WorkerProcess } from '../host/host.ts';
import { howItEnded } from '../host/how-it-ended.ts';
import { restartBudget, type RestartBudget } from '../host/restart-budget.ts';
import { risingTime } from '../host/rising-time.ts';
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

/** What a model makes of a frame. */
export type InferenceResult = Readonly<z.infer<typeof inferenceResultSchema>>;

export interface InferenceStatus {
  readonly provider: string | null;
  readonly refused: readonly RefusedProvider[];
  /** Why inference is down, else null. */
  readonly failure: string | null;
}

/** How a frame is run. */
export interface RunOptions {
  /** The frame goes into the graph as it is, whatever the model says: it shows no part. */
  readonly asItIs?: boolean;
}

/** The process that owns ONNX Runtime, seen from the station: started when first needed, renewed when it dies. */
export interface InferenceProcess {
  /** Opens a model's graph ahead of the first frame. */
  load(model: GraphFile): Promise<{ provider: string; refused: readonly RefusedProvider[] }>;
  /** Runs one frame; frames are run in the order of the calls. */
  run(model: GraphFile, frame: Pixels, options?: RunOptions): Promise<InferenceResult>;
  status(): InferenceStatus;
  /** When it may be started again, after it failed too often; milliseconds since 1970. Null: it runs, or may be started. */
  stalledUntil(): number | null;
  close(): void;
}

/** The process ended before it had answered, or may not be started yet: what was asked has no part in it, perhaps. */
export class ProcessGone extends StationError {
  /** Whether the process ended with this run under way. */
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

/** A run that takes longer than this is taken for a hang: the process is ended and started anew. */
const hangMs = 120_000;
/** ONNX Runtime keeps two megabytes for each graph ever opened. */
const usualMostGraphs = 50;
/** The process that takes over opens so many models ahead, those that were asked for last: as many as a process keeps open. */
const mostOpenedAhead = 12;

export interface InferenceProcessOptions {
  /** Where the process keeps how graphs run fastest on this machine; left out: it does not find out. */
  readonly tuningFile?: string;
  readonly program?: keyof typeof processNames;
  /** Without work for so long, the process ends until it is needed; left out: it stays. */
  readonly idleMs?: number;
  readonly onStatus?: () => void;
  /** Knows which providers work here; a check of its own when left out. */
  readonly providers?: ProviderCheck;
  /** How often it may be started; five times a minute when left out. */
  readonly budget?: RestartBudget;
  /** A process that opened so many graphs is renewed; 50 when left out. */
  readonly mostGraphs?: number;
}

/** A process with what it was asked and has not answered. */
interface Running {
  readonly worker: WorkerProcess;
  readonly pending: Map<number, Pending>;
  /** Another one has taken over: it ends once it has answered. */
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
  /** The models that were asked for last, the latest at the end. */
  const inUse = new Map<string, GraphFile>();
  let current: Running | null = null;
  /** Is about to take over. */
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
    if (answer.kind === 'failed') waiting.reject(new StationError(answer.code, answer.message));
    else waiting.resolve(answer);
    if (from === current && answer.kind === 'loaded' && answer.opened >= mostGraphs) void renew(from);
    if (pending.size > 0) return;
    if (from.isLeaving) from.worker.kill();
    else if (idleMs !== undefined) idle = setTimeout(retire, idleMs).unref();
  }

  /** Has another process take over, with the models open that are in use: no part waits for them. */
  async function renew(old: Running): Promise<void> {
    if (successor !== null) return;
    try {
      successor = start();
    } catch {
      // It may not be started now: the next model that is opened has the process renewed.
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

  /** Ends a healthy process; the next call starts a fresh one. */
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
        ...{ kind: 'run', requestId, ...model, frame, ...options },
      }));
      if (answer.kind !== 'result') throw new StationError('WORKER_FAILED', 'Unexpected answer to run.');
      // The process that took over is as good as the one before.
      if (status.failure !== null) setStatus({ ...status, failure: null });
      return answer;
    },
    status: () => status,
    stalledUntil() {
      const until = current === null ? budget.spentUntil(risingTime()) : null;
      if (until === null) return null;
      // Whole seconds: the moment is told again where it differs.
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
