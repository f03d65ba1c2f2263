import { DatabaseError, Pool, TypeOverrides, types, type PoolClient } from 'pg';
import { messageOf, StationError } from '../../../shared/domain/station-error.ts';
import type { PlantDatabase, Statements } from './plant-database.ts';

/** Number of connections: enough for several windows' pages and charts beside the arriving parts. */
const connections = 8;
/** A server that does not answer within this time counts as unreachable, milliseconds. */
const patienceMs = 5_000;
/** A statement that takes longer is cancelled, milliseconds. */
const longestStatementMs = 30_000;

/**
 * Opens the plant's log in a PostgreSQL server. Broken connections are replaced automatically.
 *
 * @param address `postgres://user:password@host:port/database`
 * @throws StationError UNREACHABLE; its message never contains the password
 */
export async function openPostgresql(address: string): Promise<PlantDatabase> {
  const parsers = new TypeOverrides();
  parsers.setTypeParser(types.builtins.INT8, Number);
  const pool = new Pool({
    connectionString: address,
    max: connections,
    connectionTimeoutMillis: patienceMs,
    statement_timeout: longestStatementMs,
    application_name: 'loupe plant',
    types: parsers,
  });
  // An idle connection broke; the next statement takes another one.
  pool.on('error', () => undefined);
  try {
    await pool.query('SELECT 1');
  } catch (error) {
    await pool.end();
    throw new StationError(
      'UNREACHABLE',
      `The database at ${withoutPassword(address)} does not answer. Check its address, and that it runs.`,
      messageOf(error),
    );
  }
  const over = (runner: Pool | PoolClient): Statements => ({
    async query(sql, parameters = []) {
      try {
        const { rows }: { rows: readonly unknown[] } = await runner.query(sql, [...parameters]);
        return rows;
      } catch (error) {
        throw databaseFailure(error);
      }
    },
  });
  return {
    kind: 'postgresql',
    ...over(pool),
    async transaction(work) {
      const client = await pool.connect().catch((error: unknown) => {
        throw databaseFailure(error);
      });
      let broken: Error | undefined;
      try {
        const statements = over(client);
        await statements.query('BEGIN');
        const result = await work(statements);
        await statements.query('COMMIT');
        return result;
      } catch (error) {
        await client.query('ROLLBACK').catch((failure: unknown) => {
          broken = failure instanceof Error ? failure : new Error(String(failure));
        });
        throw error;
      } finally {
        client.release(broken);
      }
    },
    close: () => pool.end(),
  };
}

/** SQLSTATE classes that concern the server itself: no connection, no room, shutting down, or not yet started. */
const ofServer = /^(?:08|53|57)/;

/** Converts errors of an unreachable or unable server to a StationError; returns errors of statements unchanged. */
function databaseFailure(error: unknown): unknown {
  if (error instanceof DatabaseError && !ofServer.test(error.code ?? '')) return error;
  return new StationError('UNREACHABLE', `The plant’s database does not answer: ${messageOf(error)}`);
}

/** Returns an address for display, without its password. */
export function withoutPassword(address: string): string {
  if (!URL.canParse(address)) return 'the given address';
  const { protocol, host, pathname } = new URL(address);
  return `${protocol}//${host}${pathname}`;
}
