import { setTimeout as sleep } from 'node:timers/promises';
import { ProcessGone, type InferenceResult } from '../inference/inference-process.ts';
import type { Pixels } from '../inference/protocol.ts';
import type { LoadedModel } from '../inference/service.ts';

/** The runs of a session's model on its parts. */
export interface ModelRuns {
  /** Whether the inspection process failed too often and is not started yet. */
  readonly isStalled: boolean;
  /** Resolves once the process may be started, the inspection ends, or nobody wants to wait any more. */
  untilThere(isWanted: () => boolean): Promise<void>;
  /**
   * Runs a part. One whose run took the process down is tried again; then the part alone has no verdict.
   *
   * @throws StationError WORKER_FAILED, CANCELLED; Error when the inspection ended before the model had answered
   */
  run(pixels: Pixels, isWanted: () => boolean): Promise<InferenceResult>;
  /** The inspection ends: nothing waits for the process, and a run under way has a moment to answer. */
  stop(): void;
}

/** A part may take the process down so often before it is known for it. */
const mostRuns = 3;
/** A stop waits so long for a model that does not answer, milliseconds. */
const stopPatienceMs = 2_000;
/** How often who waits looks whether it is still to wait, milliseconds. */
const lookEveryMs = 250;

/** @param triesAgain whether each picture is a part, so that none is passed over */
export function createModelRuns(
  model: Pick<LoadedModel, 'run'> & Partial<Pick<LoadedModel, 'stalledUntil'>>,
  triesAgain: boolean,
): ModelRuns {
  const stopping = new AbortController();
  /** A run was given up: the process hangs, and the parts behind it are not run any more. */
  let isGivenUp = false;
  const isStalled = (): boolean => (model.stalledUntil?.() ?? null) !== null;

  async function untilThere(isWanted: () => boolean): Promise<void> {
    while (isStalled() && isWanted() && !stopping.signal.aborted) {
      await sleep(lookEveryMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  /** @throws Error once the inspection has ended for a while */
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
