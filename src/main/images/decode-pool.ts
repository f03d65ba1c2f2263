import { Worker } from 'node:worker_threads';
import type { Frame } from '../../shared/domain/frame.ts';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { workerFile } from '../host/worker-file.ts';
import { fromDecodeThreadSchema, type ToDecodeThread } from './decode-protocol.ts';

/** Pictures that are decoded at the same time; the others wait. All but one thread may be at work for people. */
const mostThreads = 2;

interface Order {
  readonly picture: ToDecodeThread;
  readonly goesFirst: boolean;
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
/** Lanes send few at a time, and people's pictures have turns before they come here: not many wait. */
const waiting: Order[] = [];
let threads = 0;
let forPeople = 0;

/**
 * @param goesFirst for the line: it waits for no picture of people
 * @throws StationError as `decodeImage`; Error when the thread ends
 */
export function decodeBeside(picture: ToDecodeThread, goesFirst = false): Promise<Frame> {
  return new Promise((resolve, reject) => {
    waiting.push({ picture, goesFirst, resolve, reject });
    next();
  });
}

/** Takes the order whose turn it is out of those that wait; undefined: none may begin now. */
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
  // Flags of the process's own (a debugger's port, a test runner's loader) are not the thread's.
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
    } else done?.order.reject(new StationError(answer.code, answer.message, answer.detail));
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
      // A process ends although a thread waits for work, not while it works.
      worker.ref();
      worker.postMessage(order.picture);
    },
  };
  return thread;
}
