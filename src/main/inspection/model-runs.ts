import { delay } from '../host/delay.ts';
import { ProcessGone, type InferenceResult } from '../inference/inference-process.ts';
import type { Pixels } from '../inference/protocol.ts';
import type { LoadedModel } from '../inference/service.ts';

/** Runs a session's model on its parts. */
export interface ModelRuns {
  /** Whether the inspection process failed too often and waits for its next start. */
  readonly isStalled: boolean;
  /** Resolves once the process may start, the inspection ends, or the result is no longer wanted. */
  untilThere(isWanted: () => boolean): Promise<void>;
  /**
   * Runs the model on a part. A run that crashes the process is repeated; after several crashes, this part
   * stays without a verdict.
   *
   * @throws StationError WORKER_FAILED, CANCELLED; Error if the inspection ended before the model answered
   */
  run(pixels: Pixels, isWanted: () => boolean): Promise<InferenceResult>;
  /**
   * Ends the inspection: no run waits for the process any more, and a run under way gets a moment to finish.
   */
  stop(): void;
}

/** Runs of one part that may crash the process before the part is given up. */
const mostRuns = 3;
/** How long a stop waits for a run under way, milliseconds. */
const stopPatienceMs = 2_000;
/** How often waiting runs check whether they are still wanted, milliseconds. */
const lookEveryMs = 250;

/** @param triesAgain whether each picture is a part, so that none may be skipped */
export function createModelRuns(
  model: Pick<LoadedModel, 'run'> & Partial<Pick<LoadedModel, 'stalledUntil'>>,
  triesAgain: boolean,
): ModelRuns {
  const stopping = new AbortController();
  /** True after a run was given up: the process hangs, so later parts are not run any more. */
  let isGivenUp = false;
  const isStalled = (): boolean => (model.stalledUntil?.() ?? null) !== null;

  async function untilThere(isWanted: () => boolean): Promise<void> {
    while (isStalled() && isWanted() && !stopping.signal.aborted) {
      await delay(lookEveryMs, stopping.signal);
    }
  }

  /** @throws Error when the model does not answer in time after the inspection has ended */
  async function inTime(pixels: Pixels): Promise<InferenceResult> {
    if (isGivenUp) throw notAnswered();
    const { promise: givenUp, reject } = Promise.withResolvers<never>();
    let timer: NodeJS.Timeout | undefined;
    const begin = (): void => {
      timer = setTimeout(() => {
        isGivenUp = true;
        reject(notAnswered());
      }, stopPatienceMs);
    };
    if (stopping.signal.aborted) begin();
    else stopping.signal.addEventListener('abort', begin);
    try {
      return await Promise.race([model.run(pixels), givenUp]);
    } finally {
      clearTimeout(timer);
      stopping.signal.removeEventListener('abort', begin);
    }
  }

  return {
    get isStalled() {
      return isStalled();
    },
    untilThere,
    async run(pixels, isWanted) {
      for (let runs = 0; ;) {
        try {
          return await inTime(pixels);
        } catch (error) {
          if (!(error instanceof ProcessGone) || !triesAgain) throw error;
          if (error.wasRunning) runs += 1;
          if (runs >= mostRuns) throw error;
          await untilThere(isWanted);
          if (!isWanted() || isStalled()) throw error;
        }
      }
    },
    stop: () => stopping.abort(),
  };
}

function notAnswered(): Error {
  return new Error(
    `The inspection was stopped, and the model had not answered after ${stopPatienceMs / 1000} s.`,
  );
}
