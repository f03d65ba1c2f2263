import { StationError } from '../../shared/domain/station-error.ts';
import type { Host, WorkerProcess } from './host.ts';
import { howItEnded } from './how-it-ended.ts';
import { restartBudget } from './restart-budget.ts';
import type { WorkerEntry } from './worker-file.ts';
import { risingTime } from './rising-time.ts';

/** The meaning of a process's message for the caller that waits. */
export type Sign<Answer, Progress> =
  | { readonly kind: 'answer'; readonly requestId: number; readonly answer: Answer }
  | { readonly kind: 'failure'; readonly requestId: number; readonly error: StationError }
  | { readonly kind: 'progress'; readonly requestId: number; readonly progress: Progress }
  /** The message belongs to no request. */
  | { readonly kind: 'passed-over' }
  /** The process did not understand the request and will never answer it; it is replaced. */
  | { readonly kind: 'useless' };

export interface AskedProcessParts<Answer, Progress> {
  readonly host: Pick<Host, 'forkWorker'>;
  readonly program: WorkerEntry;
  /** The process's name and the advice after a failure, for messages: “The reader of the log”, “Ask again”. */
  readonly words: { readonly name: string; readonly again: string };
  /** The first message to each new process; none when left out. */
  readonly opening?: unknown;
  readonly read: (message: unknown) => Sign<Answer, Progress>;
  /** The process ends after this long without a request, milliseconds. */
  readonly idleMs?: number | undefined;
  /** The process is killed after this long without a sign, milliseconds. Be generous: it has a low priority and waits on a busy machine. */
  readonly hangMs?: number | undefined;
}

export interface Asked<Progress> {
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal | undefined;
  /** Makes the message that asks the process to stop. The call stays open until the process has answered. */
  readonly cancel?: (requestId: number) => unknown;
}

/** A process beside the line that answers requests. It starts with the first request, is replaced when it dies, and ends when idle. */
export interface AskedProcess<Answer, Progress> {
  /** @throws StationError of the answer; WORKER_FAILED when the process ends; the signal's reason when it aborts */
  ask(order: (requestId: number) => unknown, how?: Asked<Progress>): Promise<Answer>;
  /** Ends the process; open requests fail with CANCELLED. */
  close(): void;
}

export function askedProcess<Answer, Progress = never>({
  host,
  program,
  words,
  opening,
  read,
  idleMs = 60_000,
  hangMs = 300_000,
}: AskedProcessParts<Answer, Progress>): AskedProcess<Answer, Progress> {
  interface Pending {
    readonly resolve: (answer: Answer) => void;
    readonly reject: (error: unknown) => void;
    readonly onProgress: (progress: Progress) => void;
  }
  const pending = new Map<number, Pending>();
  const budget = restartBudget();
  let worker: WorkerProcess | null = null;
  let timer: NodeJS.Timeout | undefined;
  let nextId = 1;

  function rejectAll(error: StationError): void {
    for (const { reject } of pending.values()) reject(error);
    pending.clear();
  }

  /** Sets the timer that ends an idle or hanging process. */
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
    if (!budget.take(risingTime())) {
      throw new StationError(
        'WORKER_FAILED',
        `${words.name} failed five times within a minute and is not started again for now. ${words.again} in a minute.`,
      );
    }
    const started = host.forkWorker(program);
    started.onMessage((message) => receive(started, message));
    started.onExit((code, lastWords) => {
      if (worker !== started) return;
      worker = null;
      clearTimeout(timer);
      rejectAll(
        new StationError(
          'WORKER_FAILED',
          `${words.name} ${howItEnded(code)}. The inspection is not affected. ${words.again}.`,
          lastWords,
        ),
      );
    });
    if (opening !== undefined) started.send(opening);
    return started;
  }

  function receive(running: WorkerProcess, message: unknown): void {
    const sign = read(message);
    if (sign.kind === 'useless') running.kill();
    if (sign.kind === 'useless' || sign.kind === 'passed-over') return;
    const waiting = pending.get(sign.requestId);
    if (!waiting) return;
    if (sign.kind !== 'progress') pending.delete(sign.requestId);
    watch(running);
    if (sign.kind === 'progress') waiting.onProgress(sign.progress);
    else if (sign.kind === 'failure') waiting.reject(sign.error);
    else waiting.resolve(sign.answer);
  }

  /** Ends a healthy process; the next call starts a fresh one. */
  function retire(): void {
    clearTimeout(timer);
    const old = worker;
    worker = null;
    old?.kill();
  }

  return {
    async ask(order, { onProgress = () => undefined, signal, cancel } = {}) {
      signal?.throwIfAborted();
      worker ??= start();
      const running = worker;
      const requestId = nextId++;
      const { promise, resolve, reject } = Promise.withResolvers<Answer>();
      const giveUp = (): void => running.send(cancel?.(requestId));
      pending.set(requestId, { resolve, reject, onProgress });
      watch(running);
      if (cancel) signal?.addEventListener('abort', giveUp, { once: true });
      try {
        running.send(order(requestId));
        return await promise;
      } catch (error) {
        throw signal?.aborted ? signal.reason : error;
      } finally {
        signal?.removeEventListener('abort', giveUp);
      }
    },
    close() {
      retire();
      rejectAll(new StationError('CANCELLED', 'The station is closing.'));
    },
  };
}
