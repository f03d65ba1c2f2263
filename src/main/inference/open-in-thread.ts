import { Worker } from 'node:worker_threads';
import { inOwnBuffer } from '../host/own-buffer.ts';
import { failureTold } from '../host/told-failure.ts';
import { workerFile } from '../host/worker-file.ts';
import {
  fromGraphThreadSchema,
  type FromGraphThread,
  type GraphOrder,
  type ToGraphThread,
} from './graph-thread-protocol.ts';
import type { Pixels } from './protocol.ts';

type Answer<Kind extends FromGraphThread['kind']> = Extract<FromGraphThread, { kind: Kind }>;

/** A graph that is open in its own thread. */
export interface GraphThread extends Pick<Answer<'opened'>, 'provider' | 'refused'> {
  /**
   * Runs one frame, whose pixels are transferred to the thread. Call it again only after it has resolved.
   *
   * @throws StationError OUT_OF_PLACE; WORKER_FAILED if the graph gives no score or no map
   */
  run(frame: Pixels, asItIs: boolean): Promise<Answer<'result'>>;
  /** Closes the graph and ends the thread. */
  close(): void;
}

/**
 * Opens a graph in a thread of its own, because ONNX Runtime blocks its thread while it opens or runs a graph, for seconds if the graph is
 * large.
 *
 * @throws StationError CORRUPT_MODEL, also if no provider can open the graph
 */
export async function openInThread(order: GraphOrder): Promise<GraphThread> {
  // The thread must not inherit this process's flags, e.g. a debugger's port or a test runner's loader. An uncaught error of the thread
  // is not caught here either: it ends this process, which the station replaces.
  const worker = new Worker(workerFile('graph-thread'), { workerData: order, execArgv: [] });
  const next = async (): Promise<Answer<'opened' | 'result'>> => {
    const message = await new Promise((resolve) => worker.once('message', resolve));
    const answer = fromGraphThreadSchema.parse(message);
    if (answer.kind !== 'failed') return answer;
    throw failureTold(answer);
  };
  const tell = (message: ToGraphThread, transfer: ArrayBuffer[] = []): void =>
    worker.postMessage(message, transfer);

  const opened = await next();
  if (opened.kind !== 'opened') throw new Error('A graph gave a result before it was open');
  const { provider, refused } = opened;
  return {
    provider,
    refused,
    async run(frame, asItIs) {
      const data = inOwnBuffer(frame.data);
      tell({ kind: 'run', frame: { ...frame, data }, asItIs }, [data.buffer]);
      const result = await next();
      if (result.kind !== 'result') throw new Error('A graph was opened twice');
      return result;
    },
    close: () => tell({ kind: 'close' }),
  };
}
