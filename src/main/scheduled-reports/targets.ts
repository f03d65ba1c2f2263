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
 * Whether a place can be used as it is set up. A mail server is asked when there is something to send: it may be away now.
 *
 * @param home the station's own folder
 * @throws StationError BAD_INPUT, NOT_FOUND, NO_PERMISSION
 */
export function checkTarget(target: ReportTarget, home: string): void {
  if (target.kind === 'folder') ensureFolderOutside(target.folder, home);
  else requireCertificate(target.authority, 'The certificate of the authority');
}

/**
 * Brings a report to its place. A file of the same name, of the same period that is, is replaced.
 *
 * @param password of the mail server; asked for only where there is one
 * @throws StationError that names what is in the way
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

/** A folder is never made: below a network drive that is away, a new one would take the report in its place. */
function folderOf({ folder }: ReportTargetOf<'folder'>, home: string): string {
  try {
    return ensureFolderOutside(folder, home);
  } catch (error) {
    // That it is away is told in the language of who looks.
    const isAway = error instanceof StationError && error.code === 'NOT_FOUND';
    throw isAway ? new OutputTroubleError('NOT_FOUND', 'folderMissing', { path: folder }) : error;
  }
}
