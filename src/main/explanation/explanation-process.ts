import { StationError } from '../../shared/domain/station-error.ts';
import { askedProcess } from '../host/asked-process.ts';
import type { Host } from '../host/host.ts';
import { failureTold } from '../host/told-failure.ts';
import type { PlaceWeights } from '../networks/region-descriptor.ts';
import {
  fromExplanationWorkerSchema,
  type Explained,
  type FromExplanationWorker,
  type Picture,
  type ToExplanationWorker,
} from './protocol.ts';

/** The station's side of the explanation process. It starts when needed, is restarted if it dies, and ends when idle. */
export interface ExplanationProcess {
  /** Splits a model's map of a picture into parts. @throws StationError CORRUPT_MODEL, UNREADABLE_IMAGE, WORKER_FAILED */
  explain(graph: string, picture: Picture): Promise<Explained>;
  /** Returns the unit-length descriptor of a region by the model's teacher. @throws StationError as `explain` */
  describe(graph: string, picture: Picture, region: PlaceWeights): Promise<Float32Array>;
  close(): void;
}

export interface ExplanationProcessOptions {
  /** Idle time after which the process ends, milliseconds. */
  readonly idleMs?: number;
}

type Answer = Exclude<FromExplanationWorker, { kind: 'ready' | 'failed' }>;

export function createExplanationProcess(
  host: Host,
  { idleMs }: ExplanationProcessOptions = {},
): ExplanationProcess {
  const { ask, close } = askedProcess<Answer>({
    host,
    program: 'explanation',
    idleMs,
    words: { name: 'The explanation process', again: 'Try again' },
    read(message) {
      const parsed = fromExplanationWorkerSchema.safeParse(message);
      if (!parsed.success || parsed.data.kind === 'ready') return { kind: 'passed-over' };
      const answer = parsed.data;
      const { requestId } = answer;
      if (answer.kind !== 'failed') return { kind: 'answer', requestId, answer };
      return { kind: 'failure', requestId, error: failureTold(answer) };
    },
  });
  const order = (make: (requestId: number) => ToExplanationWorker): Promise<Answer> => ask(make);

  return {
    async explain(graph, picture) {
      const answer = await order((requestId) => ({ kind: 'explain', requestId, graph, picture }));
      if (answer.kind !== 'explained') {
        throw new StationError('WORKER_FAILED', 'Unexpected answer to explain.');
      }
      const { width, height, parts } = answer;
      return { width, height, parts };
    },
    async describe(graph, picture, region) {
      const answer = await order((requestId) => ({ kind: 'describe', requestId, graph, picture, region }));
      if (answer.kind !== 'described') {
        throw new StationError('WORKER_FAILED', 'Unexpected answer to describe.');
      }
      return answer.descriptor;
    },
    close,
  };
}
