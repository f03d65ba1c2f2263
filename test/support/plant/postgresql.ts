import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { openPostgresqlServer, type PostgresqlServer } from './postgresql-server.ts';

export { postgresqlMissing } from './postgresql-server.ts';

/** A PostgreSQL server of the test's own, which ends with it. */
export async function openPostgresqlForTest(): Promise<PostgresqlServer> {
  const server = await openPostgresqlServer(join(temporaryFolder(), 'postgresql'), ['fsync=off']);
  onTestFinished(() => server.end());
  return server;
}

/** @returns the address of an empty database of such a server */
export const startPostgresql = async (): Promise<string> => (await openPostgresqlForTest()).address;
