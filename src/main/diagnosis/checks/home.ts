import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../../../shared/domain/station-error.ts';
import { restoringFolder } from '../../backup/home-parts.ts';
import { systemCode } from '../../files/file-failure.ts';
import { finding } from '../finding.ts';
import type { Check } from '../subject.ts';

/** Checks that the home exists, is writable and open only to its owner. */
export const checkHome: Check = ({ paths: { home } }) => {
  const found = statSync(home, { throwIfNoEntry: false });
  if (found?.isDirectory() !== true) return [finding('homeMissing', { home })];
  const findings = [];
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) {
    findings.push(finding('homeOpen', { home, rights: (found.mode & 0o777).toString(8) }));
  }
  if (existsSync(join(home, restoringFolder))) findings.push(finding('homeRestoring', { home }));
  try {
    accessSync(home, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    findings.push(finding('homeNotWritable', { home, said: systemCode(error) ?? messageOf(error) }));
  }
  return findings.length > 0 ? findings : [finding('homePrivate', { home })];
};
