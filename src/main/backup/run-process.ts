import type { BackupProgress } from '../../shared/contract/backup.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { howItEnded } from '../host/how-it-ended.ts';
import type { Host } from '../host/host.ts';
import { runOnce } from '../host/run-once.ts';
import { failureTold } from '../host/told-failure.ts';
import { fromBackupProcessSchema, type ToBackupProcess } from './protocol.ts';
import type { WrittenBackup } from './write-backup.ts';

/**
 * Takes a backup in a process of its own.
 *
 * @param signal ends the process; the unfinished backup is discarded
 * @throws StationError of the backup; WORKER_FAILED when the process ends without an answer; CANCELLED
 */
export function takeInProcess(
  host: Host,
  request: ToBackupProcess,
  signal: AbortSignal,
  onProgress: (progress: BackupProgress) => void,
): Promise<Omit<WrittenBackup, 'removed'>> {
  return runOnce({
    host,
    program: 'backup',
    order: request,
    signal,
    onMessage(message, { resolve, reject }) {
      const told = fromBackupProcessSchema.parse(message);
      if (told.kind === 'progress') onProgress(told.progress);
      else if (told.kind === 'failed') reject(failureTold(told));
      else resolve({ name: told.name, summary: told.summary });
    },
    givenUp: () => new StationError('CANCELLED', 'The station ended before the backup was taken.'),
    endedEarly: (code, lastWords) =>
      new StationError('WORKER_FAILED', `The process of the backup ended: ${howItEnded(code)}.`, lastWords),
  });
}
