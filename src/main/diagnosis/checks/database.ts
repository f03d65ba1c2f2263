import Sqlite from 'better-sqlite3';
import { statSync } from 'node:fs';
import { z } from 'zod';
import { messageOf } from '../../../shared/domain/station-error.ts';
import type { Finding } from '../../../shared/contract/diagnosis.ts';
import { applicationId, readDatabaseFile } from '../../database/database-file.ts';
import { migrations } from '../../database/migrations.ts';
import { stationAtWork } from '../../database/station-lock.ts';
import { finding } from '../finding.ts';
import type { Check } from '../subject.ts';
import { bytesText } from '../texts.ts';

/** Checks that the database opens, has this version and is readable; reports the process that uses it. */
export const checkDatabase: Check = ({ paths: { database, lock } }) => {
  const holder = stationAtWork(lock);
  const work =
    holder === null ? finding('stationEnded') : finding('stationRuns', { process: holder.process ?? '?' });
  return [work, ...contentOf(database)];
};

function contentOf(file: string): Finding[] {
  try {
    const found = readDatabaseFile(file);
    if (found === null) return [finding('databaseNone')];
    if (found.applicationId !== applicationId) {
      return [finding('databaseUnopened', { said: `“${file}” is a database of another program.` })];
    }
    const said = quickCheck(file);
    if (said !== 'ok') return [finding('databaseDamaged', { said })];
    const { version } = found;
    const own = migrations.at(-1)?.version ?? 0;
    if (version !== own) {
      return [finding(version > own ? 'databaseNewer' : 'databaseOlder', { version, own })];
    }
    return [finding('databaseWhole', { version, size: bytesText(statSync(file).size) })];
  } catch (error) {
    return [finding('databaseUnopened', { said: messageOf(error) })];
  }
}

/** Reads every page; if that takes too long, the checking process is ended. */
function quickCheck(file: string): string {
  const database = new Sqlite(file, { readonly: true, fileMustExist: true });
  try {
    return z.string().parse(database.pragma('quick_check(1)', { simple: true }));
  } finally {
    database.close();
  }
}
