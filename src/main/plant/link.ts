import { StationError } from '../../shared/domain/station-error.ts';
import type { Host, WorkerProcess } from '../host/host.ts';
import { howItEnded } from '../host/how-it-ended.ts';
import { restartBudget } from '../host/restart-budget.ts';
import { risingTime } from '../host/rising-time.ts';
import { fromLinkSchema, type FromLink, type ToLink } from './protocol.ts';

/** A process that failed too often is started again after so long, milliseconds. */
const restMs = 60_000;
/** A process that gives no sign of life for so long hangs, milliseconds. */
const hangMs = 60_000;
/** What is under way has so long to end, milliseconds. */
const farewellMs = 3000;

export interface LinkParts {
  readonly host: Pick<Host, 'forkWorker'>;
  /** What a process begins with, asked for each time that one does. */
  readonly begin: () => Extract<ToLink, { kind: 'begin' }>;
  readonly onMessage: (message: Exclude<FromLink, { kind: 'ready' | 'ended' }>) => void;
  /** There is no process, and why: another one is started by itself. */
  readonly onDown: (failure: StationError) => void;
}

export type Link = ReturnType<typeof runLink>;

/** The process that talks to the plant: started anew whenever it ends. */
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
    /** Lost where there is no process: one that begins is told how things stand. */
    send: (message: ToLink): void => worker?.send(message),
    /** Ends the process, with what is under way. Never fails. */
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
