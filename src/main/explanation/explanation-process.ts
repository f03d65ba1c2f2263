import { StationError } from '../../shared/domain/station-error.ts';
import type { Host, WorkerProcess } from '../host/host.ts';
import { howItEnded } from '../host/how-it-ended.ts';
import { restartBudget } from '../host/restart-budget.ts';
import type { PlaceWeights } from '../networks/region-descriptor.ts';
import {
  fromExplanationWorkerSchema,
  type Explained,
  type FromExplanationWorker,
  type Picture,
  type ToExplanationWorker,
} from './protocol.ts';

/** The explanation process, seen from the station: started when first needed, renewed when it dies, ended when nobody asks any more. */
export interface ExplanationProcess {
  /** Takes the map apart that a model gives of a picture. @throws StationError CORRUPT_MODEL, UNREADABLE_IMAGE, WORKER_FAILED */
  explain(graph: string, picture: Picture): Promise<Explained>;
  /** How a region looks to the model's teacher, of unit length. @throws StationError as `explain` */
  describe(graph: string, picture: Picture, region: PlaceWeights): Promise<Float32Array>;
  close(): void;
}

export interface ExplanationProcessOptions {
  /** The process ends when nothing was asked of it for so long, milliseconds. */
  readonly idleMs?: number;
}

type Answer = Exclude<FromExplanationWorker, { kind: 'ready' | 'failed' }>;

interface Pending {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: StationError) => void;
}

/** Longer without any answer is a hang: the process is ended. It has the lowest priority, so that a busy machine makes it wait. */
const hangMs = 300_000;

export function createExplanationProcess(
  host: Host,
  { idleMs = 60_000 }: ExplanationProcessOptions = {},
): ExplanationProcess {
  const pending = new Map<number, Pending>();
  const budget = restartBudget();
  let worker: WorkerProcess | null = null;
  let timer: NodeJS.Timeout | undefined;
  let nextId = 1;

  function rejectAll(error: StationError): void {
    for (const { reject } of pending.values()) reject(error);
    pending.clear();
  }

  /** Ends the process when it has been at rest, or has given no sign, for long enough. */
  function watch(running: WorkerProcess): void {
    clearTimeout(timer);
    const resting = pending.size === 0;
    timer = setTimeout(
      () => {
        if (resting) retire();
        else running.kill();
      },
      resting ? idleMs : hangMs,
    );
    timer.unref();
  }

  function start(): WorkerProcess {
    if (!budget.take(Date.now())) {
      throw new StationError(
        'WORKER_FAILED',
        'The explanation process failed five times within a minute and is not started again for now. Try again in a minute.',
      );
    }
    const started = host.forkWorker('explanation');
    started.onMessage((message) => receive(started, message));
    started.onExit((code, lastWords) => {
      if (worker !== started) return;
      worker = null;
      clearTimeout(timer);
      rejectAll(
        new StationError(
          'WORKER_FAILED',
          `The explanation process ${howItEnded(code)}. The inspection is not affected. Try again.`,
          lastWords,
        ),
      );
    });
    return started;
  }

  function receive(running: WorkerProcess, message: unknown): void {
    const parsed = fromExplanationWorkerSchema.safeParse(message);
    if (!parsed.success || parsed.data.kind === 'ready') return;
    const answer = parsed.data;
    const waiting = pending.get(answer.requestId);
    if (!waiting) return;
    pending.delete(answer.requestId);
    watch(running);
    if (answer.kind === 'failed') waiting.reject(new StationError(answer.code, answer.message));
    else waiting.resolve(answer);
  }

  /** Ends a healthy process; the next call starts a fresh one. */
  function retire(): void {
    clearTimeout(timer);
    const old = worker;
    worker = null;
    old?.kill();
  }

  function ask(make: (requestId: number) => ToExplanationWorker): Promise<Answer> {
    worker ??= start();
    const running = worker;
    const requestId = nextId++;
    return new Promise((resolve, reject) => {
      pending.set(requestId, { resolve, reject });
      watch(running);
      running.send(make(requestId));
    });
  }

  return {
    async explain(graph, picture) {
      const answer = await ask((requestId) => ({ kind: 'explain', requestId, graph, picture }));
      if (answer.kind !== 'explained') {
        throw new StationError('WORKER_FAILED', 'Unexpected answer to explain.');
      }
      const { width, height, parts } = answer;
      return { width, height, parts };
    },
    async describe(graph, picture, region) {
      const answer = await ask((requestId) => ({ kind: 'describe', requestId, graph, picture, region }));
      if (answer.kind !== 'described') {
        throw new StationError('WORKER_FAILED', 'Unexpected answer to describe.');
      }
      return answer.descriptor;
    },
    close() {
      retire();
      rejectAll(new StationError('CANCELLED', 'The station is closing.'));
    },
  };
}
