import type { Drift, DriftRequest, Overview, StatisticsFilter } from '../../../shared/contract/statistics.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import { howItEnded } from '../../host/how-it-ended.ts';
import type { Host, WorkerProcess } from '../../host/host.ts';
import { restartBudget } from '../../host/restart-budget.ts';
import { fromReaderSchema, type FromReader, type ToReader, type Written } from './protocol.ts';

export interface Progress {
  readonly done: number;
  readonly total: number;
}

type FileOrder = Extract<ToReader, { exportId: number }>;
type WithoutId<Order> = Order extends unknown ? Omit<Order, 'requestId'> : never;
export type NewFile = WithoutId<FileOrder>;

/** The reader, seen from the station: started when first needed, renewed when it dies, ended when nobody asks any more. */
export interface ReaderProcess {
  /**
   * Writes a file. @throws StationError of the export, WORKER_FAILED when the reader ends; the signal's reason when it aborts
   */
  write(order: NewFile, onProgress: (progress: Progress) => void, signal: AbortSignal): Promise<Written>;
  /** @throws as `write` */
  overview(filter: StatisticsFilter, timeZone: string, signal?: AbortSignal): Promise<Overview>;
  /** @throws as `write` */
  drift(order: DriftRequest): Promise<Drift>;
  close(): void;
}

export interface ReaderProcessOptions {
  readonly host: Pick<Host, 'forkWorker'>;
  readonly home: string;
  /** The program's version. */
  readonly version: string;
  /** The process ends when nothing was asked of it for so long, milliseconds. */
  readonly idleMs?: number;
  /** Longer without any answer is a hang: the process is ended. It has a low priority, so that a busy machine makes it wait. */
  readonly hangMs?: number;
}

type Answer = Exclude<FromReader, { kind: 'progress' | 'failed' }>;
type Order = WithoutId<Exclude<ToReader, { kind: 'open' | 'cancel' }>>;

interface Pending {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
  readonly onProgress: (progress: Progress) => void;
}

export function createReaderProcess({
  host,
  home,
  version,
  idleMs = 60_000,
  hangMs = 300_000,
}: ReaderProcessOptions): ReaderProcess {
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
        'The reader of the log failed five times within a minute and is not started again for now. Ask again in a minute.',
      );
    }
    const started = host.forkWorker('log-reader');
    started.onMessage((message) => receive(started, message));
    started.onExit((code, lastWords) => {
      if (worker !== started) return;
      worker = null;
      clearTimeout(timer);
      rejectAll(
        new StationError(
          'WORKER_FAILED',
          `The reader of the log ${howItEnded(code)}. The inspection is not affected. Ask again.`,
          lastWords,
        ),
      );
    });
    started.send({ kind: 'open', home, version } satisfies ToReader);
    return started;
  }

  function receive(running: WorkerProcess, message: unknown): void {
    const parsed = fromReaderSchema.safeParse(message);
    if (!parsed.success) {
      // What is not understood is never answered: the process is of no use.
      running.kill();
      return;
    }
    const answer = parsed.data;
    const waiting = pending.get(answer.requestId);
    if (!waiting) return;
    if (answer.kind !== 'progress') pending.delete(answer.requestId);
    watch(running);
    if (answer.kind === 'progress') waiting.onProgress({ done: answer.done, total: answer.total });
    else if (answer.kind === 'failed') {
      waiting.reject(new StationError(answer.code, answer.message, answer.detail));
    } else waiting.resolve(answer);
  }

  /** Ends a healthy process; the next call starts a fresh one. */
  function retire(): void {
    clearTimeout(timer);
    const old = worker;
    worker = null;
    old?.kill();
  }

  async function ask(
    order: Order,
    onProgress: (progress: Progress) => void,
    signal?: AbortSignal,
  ): Promise<Answer> {
    signal?.throwIfAborted();
    worker ??= start();
    const running = worker;
    const requestId = nextId++;
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    // The reader answers all the same, once it has stopped: until then the place of the call is taken.
    const cancel = (): void => running.send({ kind: 'cancel', requestId } satisfies ToReader);
    pending.set(requestId, { resolve, reject, onProgress });
    watch(running);
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      running.send({ ...order, requestId } satisfies ToReader);
      return await promise;
    } catch (error) {
      throw signal?.aborted ? signal.reason : error;
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }

  const unexpected = (asked: string): StationError =>
    new StationError('WORKER_FAILED', `Unexpected answer of the reader to ${asked}.`);

  return {
    async write(order, onProgress, signal) {
      const answer = await ask(order, onProgress, signal);
      if (answer.kind === 'written') return answer.written;
      throw unexpected(order.kind);
    },
    async overview(filter, timeZone, signal) {
      const answer = await ask({ kind: 'overview', filter, timeZone }, () => undefined, signal);
      if (answer.kind === 'overview') return answer.overview;
      throw unexpected('overview');
    },
    async drift(order) {
      const answer = await ask({ kind: 'drift', order }, () => undefined);
      if (answer.kind === 'drift') return answer.drift;
      throw unexpected('drift');
    },
    close() {
      retire();
      rejectAll(new StationError('CANCELLED', 'The station is closing.'));
    },
  };
}
