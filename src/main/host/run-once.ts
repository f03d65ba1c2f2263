import type { Host } from './host.ts';
import type { WorkerEntry } from './worker-file.ts';

export interface OneTask<Result> {
  readonly host: Pick<Host, 'forkWorker'>;
  readonly program: WorkerEntry;
  /** The task, sent as the only message to the process. */
  readonly order: unknown;
  readonly signal?: AbortSignal | undefined;
  /** Handles the process's messages until it calls `resolve` or `reject`. */
  readonly onMessage: (
    message: unknown,
    end: { readonly resolve: (result: Result) => void; readonly reject: (error: Error) => void },
  ) => void;
  /** Makes the error of a cancelled task. */
  readonly givenUp: () => Error;
  /** Makes the error of a process that ended without a result. */
  readonly endedEarly: (code: number | null, lastWords: string) => Error;
}

/**
 * Runs one task in a process of its own. The process is ended with the task, also when the task fails.
 *
 * @throws the error with which `onMessage` rejects, that of `givenUp`, or that of `endedEarly`
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
