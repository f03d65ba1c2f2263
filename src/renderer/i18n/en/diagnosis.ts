import { diagnosisCheckNames, foundWords, todoWords } from '../../../shared/words/diagnosis/en.ts';

/** Words of the station's diagnosis. */
export const diagnosis = {
  title: 'Diagnosis',
  help: 'Looks at home, disk, database, clock, inference, cameras, outputs, backups, models and audit trail, and says what to do. Nothing is changed.',
  run: 'Look at the station',
  archive: 'Download archive for support',
  archiveHelp:
    'The archive has the checks, the logs, the settings, versions, names and sizes of files: no pictures, no passwords, no keys.',
  at: 'Looked at {time}',
  states: { ok: 'in order', attention: 'needs attention', failed: 'failed' },
  checks: diagnosisCheckNames,
  found: foundWords,
  todo: todoWords,
};
