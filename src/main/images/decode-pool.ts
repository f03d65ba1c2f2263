import { Worker } from 'node:worker_threads';
import type { Frame } from '../../shared/domain/frame.ts';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { workerFile } from '../host/worker-file.ts';
import { fromDecodeThreadSchema, type ToDecodeThread } from './decode-protocol.ts';

/** Pictures that are decoded at the same time; the others wait. */
const mostThreads = 2;

interface Order {
  readonly picture: ToDecodeThread;
  readonly resolve: (frame: Frame) => void;
  readonly reject: (error: Error) => void;
}

/** A thread that decodes one picture at a time. */
interface Thread {
  /** Decodes a picture; `onFree` is called once another one may come. */
  run(order: Order, onFree: () => void): void;
}

/** Threads of this process that decode large pictures, so that whoever else is served does not wait. */
const idle: Thread[] = [];
const waiting: Order[] = [];
let threads = 0;

/** @throws StationError as `decodeImage`; Error when the thread ends */
export function decodeBeside(picture: ToDecodeThread): Promise<Frame> {
  return new Promise((resolve, reject) => {
    waiting.push({ picture, resolve, reject });
    next();
  });
}

function next(): void {
  if (waiting.length === 0 || (idle.length === 0 && threads >= mostThreads)) return;
  const order = waiting.shift();
  if (order === undefined) return;
  const thread = idle.pop() ?? start();
  thread.run(order, () => {
    idle.push(thread);
    next();
  });
}

function start(): Thread {
  threads += 1;
  // Flags of the process's own (a debugger's port, a test runner's loader) are not the thread's.
  const worker = new Worker(workerFile('decode'), { execArgv: [] });
  let current: { readonly order: Order; readonly onFree: () => void } | null = null;

  worker.on('message', (message: unknown) => {
    const done = current;
    current = null;
    worker.unref();
    const answer = fromDecodeThreadSchema.parse(message);
    if (answer.kind === 'decoded') {
      done?.order.resolve({ width: answer.width, height: answer.height, data: answer.data });
    } else done?.order.reject(new StationError(answer.code, answer.message, answer.detail));
    done?.onFree();
  });
  let failure = 'ended';
  worker.on('error', (error: unknown) => (failure = messageOf(error)));
  worker.on('exit', () => {
    threads -= 1;
    const at = idle.indexOf(thread);
    if (at >= 0) idle.splice(at, 1);
    current?.order.reject(new Error(`The thread that decodes: ${failure}`));
    next();
  });
  const thread: Thread = {
    run(order, onFree) {
      current = { order, onFree };
      // A process ends although a thread waits for work, not while it works.
      worker.ref();
      worker.postMessage(order.picture);
    },
  };
  return thread;
}
