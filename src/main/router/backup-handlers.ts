import type { BackupService } from '../backup/service.ts';
import type { guardedContract } from './middleware.ts';

/** Makes the handlers for the station's backups. */
export function backupHandlers(os: ReturnType<typeof guardedContract>, backups: BackupService) {
  return {
    state: os.backup.state.handler(() => backups.state()),
    take: os.backup.take.handler(({ context, signal }) => backups.take(context.user, signal)),
  };
}
