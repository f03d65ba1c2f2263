import { join } from 'node:path';
import type { ReportTarget, ReportTargetOf } from '../../shared/domain/report-targets.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { writeFileDurably } from '../files/durable-file.ts';
import { ensureFolderOutside } from '../files/folder-outside.ts';
import { OutputTroubleError } from '../line/output-trouble.ts';
import { requireCertificate } from '../line/certificate.ts';
import { sendMail } from './mail.ts';
import type { WrittenReport } from './written-report.ts';

/**
 * Checks that a destination can be used. A mail server is only contacted for sending, because it may be off now.
 *
 * @param home the station's home folder
 * @throws StationError BAD_INPUT, NOT_FOUND, NO_PERMISSION
 */
export function checkTarget(target: ReportTarget, home: string): void {
  if (target.kind === 'folder') ensureFolderOutside(target.folder, home);
  else requireCertificate(target.authority, 'The certificate of the authority');
}

/**
 * Delivers a report to its destination. Replaces a file of the same name, which is of the same period.
 *
 * @param password returns the mail server's password; only called if the server has a user
 * @throws StationError that names the obstacle
 */
export async function bring(
  target: ReportTarget,
  report: WrittenReport,
  { home, password, signal }: { home: string; password: () => string | null; signal: AbortSignal },
): Promise<void> {
  if (target.kind === 'mail') {
    await sendMail(target, target.user === null ? null : password(), report, signal);
    return;
  }
  await writeFileDurably(join(folderOf(target, home), report.fileName), report.pdf);
}

/** Checks the folder but never makes it: if a network drive is missing, a new local folder would get the report. */
function folderOf({ folder }: ReportTargetOf<'folder'>, home: string): string {
  try {
    return ensureFolderOutside(folder, home);
  } catch (error) {
    // A missing folder is reported by a code, so that each window shows it in its own language.
    const isAway = error instanceof StationError && error.code === 'NOT_FOUND';
    throw isAway ? new OutputTroubleError('NOT_FOUND', 'folderMissing', { path: folder }) : error;
  }
}
