import { StationError } from '../../shared/domain/station-error.ts';
import type { Host, WorkerProcess } from '../host/host.ts';
import { howItEnded } from '../host/how-it-ended.ts';
import { restartBudget } from '../host/restart-budget.ts';
import { risingTime } from '../host/rising-time.ts';
import { fromLinkSchema, type FromLink, type ToLink } from './protocol.ts';

/** Pause before a process that failed too often is started again, milliseconds. */
const restMs = 60_000;
/** A process without a sign of life for this long counts as hanging, milliseconds. */
const hangMs = 60_000;
/** Time limit for the process to finish its work when it is ended, milliseconds. */
const farewellMs = 3000;

export interface LinkParts {
  readonly host: Pick<Host, 'forkWorker'>;
  /** Returns the first message for a new process. */
  readonly begin: () => Extract<ToLink, { kind: 'begin' }>;
  readonly onMessage: (message: Exclude<FromLink, { kind: 'ready' | 'ended' }>) => void;
  /** Called with the reason when the process has ended; another one is started automatically. */
  readonly onDown: (failure: StationError) => void;
}

export type Link = ReturnType<typeof runLink>;

/** Runs the link process, which talks to the plant, and starts it anew whenever it ends. */
export function runLink({ host, begin, onMessage, onDown }: LinkParts) {
  const budget = restartBudget();
  let worker: WorkerProcess | null = null;
  let timer: NodeJS.Timeout | null = null;
  let hanging: NodeJS.Timeout | null = null;
  let isClosed = false;
  const ended = Promise.withResolvers<undefined>();

  function watch(running: WorkerProcess): void {
    if (hanging !== null) clearTimeout(hanging);
    hanging = setTimeout(() => running.kill(), hangMs).unref();
  }

  function receive(running: WorkerProcess, given: unknown): void {
    const parsed = fromLinkSchema.safeParse(given);
    if (!parsed.success || worker !== running) return;
    const message = parsed.data;
    watch(running);
    if (message.kind === 'ended') ended.resolve(undefined);
    else if (message.kind === 'ready') running.send(begin());
    else onMessage(message);
  }

  function start(): void {
    timer = null;
    if (isClosed) return;
    if (!budget.take(risingTime())) {
      onDown(new StationError('WORKER_FAILED', 'The way to the plant failed five times within a minute.'));
      timer = setTimeout(start, restMs).unref();
      return;
    }
    const started = host.forkWorker('plant-link');
    worker = started;
    watch(started);
    started.onMessage((message) => receive(started, message));
    started.onExit((code, lastWords) => {
      if (worker !== started) return;
      worker = null;
      ended.resolve(undefined);
      if (isClosed) return;
      onDown(new StationError('WORKER_FAILED', `The way to the plant ${howItEnded(code)}.`, lastWords));
      timer = setTimeout(start, 0).unref();
    });
  }

  start();
  return {
    /** Sends a message; it is lost while there is no process, but a new process gets the present state. */
    send: (message: ToLink): void => worker?.send(message),
    /** Ends the process after its current work. Never fails. */
    async close(): Promise<void> {
      isClosed = true;
      if (timer !== null) clearTimeout(timer);
      if (worker !== null) {
        const limit = setTimeout(() => ended.resolve(undefined), farewellMs);
        worker.send({ kind: 'end' } satisfies ToLink);
        await ended.promise;
        clearTimeout(limit);
      }
      if (hanging !== null) clearTimeout(hanging);
      const running = worker;
      worker = null;
      running?.kill();
    },
  };
}
