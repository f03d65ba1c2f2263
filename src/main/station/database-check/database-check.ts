import type { DatabaseCheckState } from '../../../shared/contract/station.ts';
import type { Host, WorkerProcess } from '../../host/host.ts';
import type { StationChanges } from '../changes.ts';
import { fromDatabaseCheckSchema, type ToDatabaseCheck } from './protocol.ts';

export interface DatabaseCheck {
  /** Null: nothing is to be said. */
  state(): DatabaseCheckState | null;
  /** Begins the check, unless it is under way. */
  start(): void;
  close(): void;
}

/**
 * Reads the whole database after a crash while the station is at work already: a log of years takes minutes. What is damaged is told
 * in the state column; the line goes on, since a verdict that cannot be read later is worth more than none.
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
