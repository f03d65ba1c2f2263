import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { openPostgresqlServer } from './postgresql-server.ts';

export { postgresqlMissing } from './postgresql-server.ts';

/** A PostgreSQL server of the test's own, which ends with it. @returns the address of an empty database */
export async function startPostgresql(): Promise<string> {
  const server = await openPostgresqlServer(join(temporaryFolder(), 'postgresql'), ['fsync=off']);
  onTestFinished(() => server.end());
  return server.address;
}
