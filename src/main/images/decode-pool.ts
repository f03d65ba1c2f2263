import { Worker } from 'node:worker_threads';
import type { Frame } from '../../shared/domain/frame.ts';
import { messageOf } from '../../shared/domain/station-error.ts';
import { failureTold } from '../host/told-failure.ts';
import { workerFile } from '../host/worker-file.ts';
import { fromDecodeThreadSchema, type ToDecodeThread } from './decode-protocol.ts';

/** Most pictures decoded at the same time. All threads but one may work for people's pictures. */
const mostThreads = 2;

interface Order {
  readonly picture: ToDecodeThread;
  readonly goesFirst: boolean;
  readonly resolve: (frame: Frame) => void;
  readonly reject: (error: Error) => void;
}

/** A thread that decodes one picture at a time. */
interface Thread {
  /** Decodes a picture; calls `onFree` when the thread can take another one. */
  run(order: Order, onFree: () => void): void;
}

/** Idle threads for large pictures, which keep the process responsive while it decodes. */
const idle: Thread[] = [];
/** Waiting orders; few, because lanes send few at a time and people's pictures have turns before. */
const waiting: Order[] = [];
let threads = 0;
let forPeople = 0;

/**
 * @param goesFirst for the line: waits for no picture of people
 * @throws StationError as `decodeImage`; Error if the thread ends
 */
export function decodeBeside(picture: ToDecodeThread, goesFirst = false): Promise<Frame> {
  return new Promise((resolve, reject) => {
    waiting.push({ picture, goesFirst, resolve, reject });
    next();
  });
}

/** Removes and returns the next order; undefined: none may start now. */
function takeOrder(): Order | undefined {
  if (idle.length === 0 && threads >= mostThreads) return undefined;
  const line = waiting.findIndex(({ goesFirst }) => goesFirst);
  if (line >= 0) return waiting.splice(line, 1)[0];
  return forPeople < mostThreads - 1 ? waiting.shift() : undefined;
}

function next(): void {
  const order = takeOrder();
  if (order === undefined) return;
  if (!order.goesFirst) forPeople += 1;
  const thread = idle.pop() ?? start();
  thread.run(order, () => {
    idle.push(thread);
    next();
  });
}

function start(): Thread {
  threads += 1;
  // Drops the process's own flags (a debugger's port, a test runner's loader).
  const worker = new Worker(workerFile('decode'), { execArgv: [] });
  let current: { readonly order: Order; readonly onFree: () => void } | null = null;

  worker.on('message', (message: unknown) => {
    const done = current;
    current = null;
    if (done?.order.goesFirst === false) forPeople -= 1;
    worker.unref();
    const answer = fromDecodeThreadSchema.parse(message);
    if (answer.kind === 'decoded') {
      done?.order.resolve({ width: answer.width, height: answer.height, data: answer.data });
    } else done?.order.reject(failureTold(answer));
    done?.onFree();
  });
  let failure = 'ended';
  worker.on('error', (error: unknown) => (failure = messageOf(error)));
  worker.on('exit', () => {
    threads -= 1;
    const at = idle.indexOf(thread);
    if (at >= 0) idle.splice(at, 1);
    if (current?.order.goesFirst === false) forPeople -= 1;
    current?.order.reject(new Error(`The thread that decodes: ${failure}`));
    next();
  });
  const thread: Thread = {
    run(order, onFree) {
      current = { order, onFree };
      // An idle thread must not keep the process alive, a working one must.
      worker.ref();
      worker.postMessage(order.picture);
    },
  };
  return thread;
}
