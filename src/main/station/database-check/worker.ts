import Sqlite from 'better-sqlite3';
import { z } from 'zod';
import { messageOf } from '../../../shared/domain/station-error.ts';
import { takeLowPriority } from '../../host/low-priority.ts';
import { workerPort } from '../../host/worker-port.ts';
import { toDatabaseCheckSchema, type FromDatabaseCheck } from './protocol.ts';

/** The process that reads every page of a large database after a crash, over its own read-only connection. */
const port = workerPort();

port.onMessage((message) => {
  const { file } = toDatabaseCheckSchema.parse(message);
  takeLowPriority();
  port.send({ found: check(file) } satisfies FromDatabaseCheck);
});

function check(file: string): string {
  try {
    const database = new Sqlite(file, { readonly: true, fileMustExist: true });
    try {
      return z.string().parse(database.pragma('quick_check(1)', { simple: true }));
    } finally {
      database.close();
    }
  } catch (error) {
    return messageOf(error);
  }
}
