import { totalmem } from 'node:os';
import { StationError } from '../../shared/domain/station-error.ts';
import type { Host } from '../host/host.ts';
import { howItEnded } from '../host/how-it-ended.ts';
import type { InferenceResult } from './inference-process.ts';
import { fromInferenceWorkerSchema, type Pixels, type ToInferenceWorker } from './protocol.ts';

/** What a graph of unknown origin may take. */
export interface TrialLimits {
  /** Of the processor, until it has answered, milliseconds: beside other work the clock says little of a graph. */
  readonly processorMs: number;
  readonly bytes: number;
}

/** A graph that takes fifteen seconds of the processor to open and run once is of no use to a line. */
const usualLimits: TrialLimits = { processorMs: 15_000, bytes: Math.max(2 * 2 ** 30, totalmem() / 2) };

/** How much longer a trial may take by the clock, at low priority on a busy machine. */
const patience = 10;

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

export function createGraphTrial(host: Host, { processorMs, bytes }: TrialLimits = usualLimits): GraphTrial {
  const patienceMs = patience * processorMs;
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
      const limits = { STATION_TRIAL_BYTES: String(bytes), STATION_TRIAL_PROCESSOR_MS: String(processorMs) };
      const worker = host.forkWorker('graph-trial', limits);
      const late = (): void => fail('WORKER_FAILED', `It had not answered after ${patienceMs / 1000} s.`);
      let guard = setTimeout(late, patienceMs);
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
          guard = setTimeout(late, patienceMs);
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
