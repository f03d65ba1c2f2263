import type { DatabaseCheckState } from '../../../shared/contract/station.ts';
import type { Host, WorkerProcess } from '../../host/host.ts';
import type { StationChanges } from '../changes.ts';
import { fromDatabaseCheckSchema, type ToDatabaseCheck } from './protocol.ts';

export interface DatabaseCheck {
  /** The check's state; null when there is nothing to show. */
  state(): DatabaseCheckState | null;
  /** Starts the check unless it is running. */
  start(): void;
  close(): void;
}

/**
 * Checks the whole database after a crash while the station already works, because a log of years takes minutes to read. The state column
 * shows any damage. The line goes on: a verdict that may be lost later is worth more than no verdict.
 */
export function createDatabaseCheck(
  host: Pick<Host, 'forkWorker'>,
  file: string,
  changes: Pick<StationChanges, 'publish'>,
): DatabaseCheck {
  let state: DatabaseCheckState | null = null;
  let worker: WorkerProcess | null = null;

  function tell(next: DatabaseCheckState | null): void {
    state = next;
    changes.publish({ kind: 'status' });
  }

  return {
    state: () => state,
    start() {
      if (worker !== null) return;
      tell({ state: 'running' });
      const started = host.forkWorker('database-check');
      worker = started;
      started.onMessage((message) => {
        const { found } = fromDatabaseCheckSchema.parse(message);
        worker = null;
        tell(found === 'ok' ? null : { state: 'damaged', cause: found });
        started.kill();
      });
      started.onExit((code, lastWords) => {
        if (worker !== started) return;
        worker = null;
        tell({ state: 'unknown', cause: lastWords || `exit code ${code}` });
      });
      started.send({ file } satisfies ToDatabaseCheck);
    },
    close() {
      const running = worker;
      worker = null;
      running?.kill();
    },
  };
}
