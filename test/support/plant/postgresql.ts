import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { openPostgresqlServer, type PostgresqlServer } from './postgresql-server.ts';

export { postgresqlMissing } from './postgresql-server.ts';

/** Opens a PostgreSQL server and ends it with the test. */
export async function openPostgresqlForTest(): Promise<PostgresqlServer> {
  const server = await openPostgresqlServer(join(temporaryFolder(), 'postgresql'), ['fsync=off']);
  onTestFinished(() => server.end());
  return server;
}

/** Opens such a server. @returns the address of an empty database */
export const startPostgresql = async (): Promise<string> => (await openPostgresqlForTest()).address;
