import type { Host } from './host.ts';
import type { WorkerEntry } from './worker-file.ts';

export interface OneTask<Result> {
  readonly host: Pick<Host, 'forkWorker'>;
  readonly program: WorkerEntry;
  /** What the process has to do: the only message that it is sent. */
  readonly order: unknown;
  readonly signal?: AbortSignal | undefined;
  /** Reads what the process says, until it calls one of the two. */
  readonly onMessage: (
    message: unknown,
    end: { readonly resolve: (result: Result) => void; readonly reject: (error: Error) => void },
  ) => void;
  /** The failure of a task that the signal ends. */
  readonly givenUp: () => Error;
  /** The failure of a process that ends by itself. */
  readonly endedEarly: (code: number | null, lastWords: string) => Error;
}

/**
 * Has a process of its own do one thing; the process is ended with it, however it ends.
 *
 * @throws what `onMessage` rejects with, `givenUp`, `endedEarly`
 */
export function runOnce<Result>(task: OneTask<Result>): Promise<Result> {
  const { host, program, order, signal, onMessage, givenUp, endedEarly } = task;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(givenUp());
      return;
    }
    const worker = host.forkWorker(program);
    const end = (conclude: () => void): void => {
      signal?.removeEventListener('abort', giveUp);
      worker.kill();
      conclude();
    };
    const ends = {
      resolve: (result: Result) => end(() => resolve(result)),
      reject: (error: Error) => end(() => reject(error)),
    };
    const giveUp = (): void => ends.reject(givenUp());
    signal?.addEventListener('abort', giveUp, { once: true });
    worker.onMessage((message) => onMessage(message, ends));
    worker.onExit((code, lastWords) => ends.reject(endedEarly(code, lastWords)));
    worker.send(order);
  });
}
