import { createBackupRepository } from '../../backup/repository.ts';
import { backupCondition } from '../../backup/schedule.ts';
import { finding } from '../finding.ts';
import { settingsIn } from '../settings-in.ts';
import type { Check } from '../subject.ts';
import { utcText } from '../texts.ts';

/** Checks that backups are taken and the last one did not fail. */
export const checkBackup: Check = ({ database }) => {
  const runs = createBackupRepository(database());
  const [lastSuccess, lastFailure] = [runs.lastSuccess(), runs.lastFailure()];
  const at = lastSuccess === null ? '–' : utcText(lastSuccess.endedAt);
  switch (backupCondition(settingsIn(database()), { lastSuccess, lastFailure }, Date.now())) {
    case 'failed':
      return [
        finding('backupFailed', {
          at: lastFailure === null ? '–' : utcText(lastFailure.endedAt),
          said: lastFailure?.failure ?? '',
        }),
      ];
    case 'attention':
      return [finding('backupLate', { at })];
    case 'ok':
      return [finding('backupTaken', { at })];
    case 'idle':
      return [lastSuccess === null ? finding('backupNone') : finding('backupTaken', { at })];
  }
};
