import { messageOf, StationError } from '../../../shared/domain/station-error.ts';
import type { Host, WorkerProcess } from '../../host/host.ts';
import { restartBudget } from '../../host/restart-budget.ts';
import { risingTime } from '../../host/rising-time.ts';
import { OutputTroubleError } from '../output-trouble.ts';
import { fromOpcuaWorkerSchema, type FromOpcuaWorker, type ToOpcuaWorker } from './protocol.ts';

/** Milliseconds until a port in use, or a server that was restarted too often, is tried again. */
const retryMs = 5000;
const restMs = 60_000;
/**
 * Milliseconds without a sign of life after which a server counts as hanging; loading its nodes takes a
 * while.
 */
const hangMs = 60_000;
/** Milliseconds for the server to tell its clients that it ends. */
const farewellMs = 2000;

export interface ServerProcessParts {
  readonly host: Pick<Host, 'forkWorker'>;
  /** Returns the first message for a server; called at each start. May throw. */
  readonly begin: () => Extract<ToOpcuaWorker, { kind: 'begin' }>;
  readonly onMessage: (message: Exclude<FromOpcuaWorker, { kind: 'ready' | 'failed' | 'ended' }>) => void;
  /** Called when the server does not listen; another one is started automatically. */
  readonly onDown: (problem: StationError) => void;
  /** Makes an error from the message of a server that does not start. */
  readonly named: (said: string) => StationError;
}

export type ServerProcess = ReturnType<typeof runServer>;

/** Runs the process of the OPC UA server and restarts it when it dies or cannot listen. */
export function runServer({ host, begin, onMessage, onDown, named }: ServerProcessParts) {
  const budget = restartBudget();
  let worker: WorkerProcess | null = null;
  let retry: NodeJS.Timeout | null = null;
  let hanging: NodeJS.Timeout | null = null;
  let isClosed = false;
  let ended: (() => void) | null = null;

  function later(act: () => void, milliseconds: number): void {
    if (retry !== null) clearTimeout(retry);
    retry = isClosed ? null : setTimeout(act, milliseconds).unref();
  }

  function watch(running: WorkerProcess): void {
    if (hanging !== null) clearTimeout(hanging);
    hanging = setTimeout(() => running.kill(), hangMs).unref();
  }

  /** Makes the process open its server. */
  function open(running: WorkerProcess): void {
    if (worker !== running) return;
    try {
      running.send(begin());
    } catch (error) {
      onDown(error instanceof StationError ? error : named(messageOf(error)));
      later(() => open(running), retryMs);
    }
  }

  function receive(running: WorkerProcess, given: unknown): void {
    const parsed = fromOpcuaWorkerSchema.safeParse(given);
    if (!parsed.success || worker !== running) return;
    const message = parsed.data;
    watch(running);
    if (message.kind === 'ended') return ended?.();
    if (isClosed) return;
    if (message.kind === 'ready') return open(running);
    if (message.kind !== 'failed') return onMessage(message);
    onDown(named(message.message));
    later(() => open(running), retryMs);
  }

  function start(): void {
    retry = null;
    if (isClosed) return;
    if (!budget.take(risingTime())) {
      onDown(new OutputTroubleError('WORKER_FAILED', 'opcuaFailedOften'));
      return later(start, restMs);
    }
    const started = host.forkWorker('opcua');
    worker = started;
    watch(started);
    started.onMessage((message) => receive(started, message));
    started.onExit((code, words) => {
      if (worker !== started) return;
      worker = null;
      if (hanging !== null) clearTimeout(hanging);
      ended?.();
      if (isClosed) return;
      onDown(
        code === null
          ? new OutputTroubleError('WORKER_FAILED', 'opcuaKilled', {}, words)
          : new OutputTroubleError('WORKER_FAILED', 'opcuaEnded', { code }, words),
      );
      later(start, 0);
    });
  }

  start();
  return {
    /** Sends to the server; dropped while none runs, because a new server gets the present state. */
    send: (message: ToOpcuaWorker): void => worker?.send(message),
    /** Ends the server, which tells its clients first, and its process. Never rejects. */
    async close(): Promise<void> {
      isClosed = true;
      if (retry !== null) clearTimeout(retry);
      const running = worker;
      if (running !== null) {
        const { promise, resolve } = Promise.withResolvers<undefined>();
        ended = () => resolve(undefined);
        const limit = setTimeout(ended, farewellMs);
        running.send({ kind: 'end' } satisfies ToOpcuaWorker);
        await promise;
        clearTimeout(limit);
      }
      worker = null;
      if (hanging !== null) clearTimeout(hanging);
      running?.kill();
    },
  };
}
