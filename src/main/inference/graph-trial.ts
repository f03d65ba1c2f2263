import { totalmem } from 'node:os';
import { StationError } from '../../shared/domain/station-error.ts';
import type { Host } from '../host/host.ts';
import { howItEnded } from '../host/how-it-ended.ts';
import { createTurns } from '../host/in-turn.ts';
import type { InferenceResult } from './inference-process.ts';
import { fromInferenceWorkerSchema, type Pixels, type ToInferenceWorker } from './protocol.ts';

/** Limits of the trial of a graph of unknown origin. */
export interface TrialLimits {
  /** Processor time, milliseconds. Not wall-clock time, which on a busy machine says little about the graph. */
  readonly processorMs: number;
  readonly bytes: number;
}

/** A graph that needs more than fifteen seconds of processor time to open and run once is useless on a line. */
const usualLimits: TrialLimits = { processorMs: 15_000, bytes: Math.max(2 * 2 ** 30, totalmem() / 2) };

/** Wall-clock limit of a trial as a multiple of its processor time, because it runs with low priority. */
const patience = 10;

/** Runs graphs that are not yet models of the station, once each, in a separate process, because they may crash it. */
export interface GraphTrial {
  /**
   * Runs a graph once, on the processor.
   *
   * @param graph path of the file
   * @throws StationError CORRUPT_MODEL, WORKER_FAILED with why it does not run, CANCELLED
   */
  run(graph: string, frame: Pixels): Promise<InferenceResult>;
  /** Ends the running trials with CANCELLED. */
  close(): void;
}

export function createGraphTrial(host: Host, { processorMs, bytes }: TrialLimits = usualLimits): GraphTrial {
  const patienceMs = patience * processorMs;
  const ending = new AbortController();
  /** Runs trials one after the other, because each may use all the permitted memory. */
  const inTurn = createTurns();

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
        kind: 'run',
        requestId: 1,
        modelId: 'trial',
        graph,
        frame,
        asItIs: true,
      } satisfies ToInferenceWorker);
    });
  }

  return {
    run: (graph, frame) => inTurn(() => runOnce(graph, frame)),
    close: () => ending.abort(),
  };
}
