import type { Drift, DriftRequest, Overview, OverviewFilter } from '../../../shared/contract/statistics.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import { askedProcess } from '../../host/asked-process.ts';
import type { Host } from '../../host/host.ts';
import { failureTold } from '../../host/told-failure.ts';
import { fromReaderSchema, type FromReader, type ToReader, type Written } from './protocol.ts';

export interface Progress {
  readonly done: number;
  readonly total: number;
}

type FileOrder = Extract<ToReader, { exportId: number }>;
type WithoutId<Order> = Order extends unknown ? Omit<Order, 'requestId'> : never;
export type NewFile = WithoutId<FileOrder>;

/** The log reader's process. It starts when first needed, is replaced when it dies, and ends when idle. */
export interface ReaderProcess {
  /**
   * Writes a file. @throws StationError of the export, WORKER_FAILED when the reader ends; the signal's reason when it aborts
   */
  write(order: NewFile, onProgress: (progress: Progress) => void, signal: AbortSignal): Promise<Written>;
  /** @throws as `write` */
  overview(filter: OverviewFilter, timeZone: string, signal?: AbortSignal): Promise<Overview>;
  /** @throws as `write` */
  drift(order: DriftRequest): Promise<Drift>;
  close(): void;
}

export interface ReaderProcessOptions {
  readonly host: Pick<Host, 'forkWorker'>;
  readonly home: string;
  /** The program's version. */
  readonly version: string;
  /** The process ends after this long without a request, milliseconds. */
  readonly idleMs?: number;
  /** The process is killed after this long without a sign, milliseconds. Be generous: it has a low priority and waits on a busy machine. */
  readonly hangMs?: number;
}

type Answer = Exclude<FromReader, { kind: 'progress' | 'failed' }>;
type Order = WithoutId<Exclude<ToReader, { kind: 'open' | 'cancel' }>>;

export function createReaderProcess({
  host,
  home,
  version,
  idleMs,
  hangMs,
}: ReaderProcessOptions): ReaderProcess {
  const reader = askedProcess<Answer, Progress>({
    host,
    program: 'log-reader',
    idleMs,
    hangMs,
    words: { name: 'The reader of the log', again: 'Ask again' },
    opening: { kind: 'open', home, version } satisfies ToReader,
    read(message) {
      const parsed = fromReaderSchema.safeParse(message);
      if (!parsed.success) return { kind: 'useless' };
      const answer = parsed.data;
      const { requestId } = answer;
      if (answer.kind === 'progress') {
        return { kind: 'progress', requestId, progress: { done: answer.done, total: answer.total } };
      }
      if (answer.kind !== 'failed') return { kind: 'answer', requestId, answer };
      return { kind: 'failure', requestId, error: failureTold(answer) };
    },
  });

  function ask(
    order: Order,
    how: {
      readonly onProgress?: (progress: Progress) => void;
      readonly signal?: AbortSignal | undefined;
    } = {},
  ): Promise<Answer> {
    return reader.ask((requestId) => ({ ...order, requestId }) satisfies ToReader, {
      ...how,
      cancel: (requestId) => ({ kind: 'cancel', requestId }) satisfies ToReader,
    });
  }

  const unexpected = (asked: string): StationError =>
    new StationError('WORKER_FAILED', `Unexpected answer of the reader to ${asked}.`);

  return {
    async write(order, onProgress, signal) {
      const answer = await ask(order, { onProgress, signal });
      if (answer.kind === 'written') return answer.written;
      throw unexpected(order.kind);
    },
    async overview(filter, timeZone, signal) {
      const answer = await ask({ kind: 'overview', filter, timeZone }, { signal });
      if (answer.kind === 'overview') return answer.overview;
      throw unexpected('overview');
    },
    async drift(order) {
      const answer = await ask({ kind: 'drift', order });
      if (answer.kind === 'drift') return answer.drift;
      throw unexpected('drift');
    },
    close: reader.close,
  };
}
