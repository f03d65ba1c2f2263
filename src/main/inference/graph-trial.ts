import { totalmem } from 'node:os';
import { StationError } from '../../shared/domain/station-error.ts';
import type { Host } from '../host/host.ts';
import { howItEnded } from '../host/how-it-ended.ts';
import type { InferenceResult } from './inference-process.ts';
import { fromInferenceWorkerSchema, type Pixels, type ToInferenceWorker } from './protocol.ts';

/** What a graph of unknown origin may take. */
export interface TrialLimits {
  /** From the start of its process until it has answered, milliseconds; the start itself has as long again. */
  readonly timeMs: number;
  readonly bytes: number;
}

/** A graph that takes ten seconds for a picture is of no use to a line. */
const usualLimits: TrialLimits = { timeMs: 10_000, bytes: Math.max(2 * 2 ** 30, totalmem() / 2) };

/** Runs graphs that are no models of the station yet, once each, in a process of their own that may crash. */
export interface GraphTrial {
  /**
   * Runs a graph once, on the processor.
   *
   * @param graph path of the file
   * @throws StationError CORRUPT_MODEL, WORKER_FAILED with why it does not run, CANCELLED
   */
  run(graph: string, frame: Pixels): Promise<InferenceResult>;
  /** Ends the trials that are under way: CANCELLED. */
  close(): void;
}

export function createGraphTrial(host: Host, { timeMs, bytes }: TrialLimits = usualLimits): GraphTrial {
  const ending = new AbortController();
  /** One after the other: each may take as much memory as is allowed. */
  let turn: Promise<unknown> = Promise.resolve();

  function runOnce(graph: string, frame: Pixels): Promise<InferenceResult> {
    return new Promise((resolve, reject) => {
      const fail = (code: StationError['code'], message: string, detail?: string): void =>
        conclude(() => reject(new StationError(code, message, detail)));
      const closed = (): void => fail('CANCELLED', 'The station is closing.');
      if (ending.signal.aborted) {
        reject(new StationError('CANCELLED', 'The station is closing.'));
        return;
      }
      const worker = host.forkWorker('graph-trial', { STATION_TRIAL_BYTES: String(bytes) });
      const late = (): void => fail('WORKER_FAILED', `It had not answered after ${timeMs / 1000} s.`);
      let guard = setTimeout(late, timeMs);
      function conclude(settle: () => void): void {
        clearTimeout(guard);
        ending.signal.removeEventListener('abort', closed);
        worker.kill();
        settle();
      }
      ending.signal.addEventListener('abort', closed);
      worker.onMessage((message) => {
        const parsed = fromInferenceWorkerSchema.safeParse(message);
        if (!parsed.success) {
          fail('WORKER_FAILED', 'It gave no readable answer.');
          return;
        }
        const answer = parsed.data;
        if (answer.kind === 'ready') {
          clearTimeout(guard);
          guard = setTimeout(late, timeMs);
        } else if (answer.kind === 'failed') fail(answer.code, answer.message);
        else if (answer.kind === 'result') conclude(() => resolve(answer));
      });
      worker.onExit((code, lastWords) =>
        fail('WORKER_FAILED', `Its process ${howItEnded(code)}. ${lastWords}`.trim()),
      );
      const refused = [{ provider: 'cuda', reason: 'A trial runs on the processor.' }];
      worker.send({ kind: 'machine', refused, tuningFile: null } satisfies ToInferenceWorker);
      worker.send({
        ...{ kind: 'run', requestId: 1, modelId: 'trial', graph, frame, asItIs: true },
      } satisfies ToInferenceWorker);
    });
  }

  return {
    run(graph, frame) {
      const result = turn.then(() => runOnce(graph, frame));
      turn = result.catch(() => undefined);
      return result;
    },
    close: () => ending.abort(),
  };
}
