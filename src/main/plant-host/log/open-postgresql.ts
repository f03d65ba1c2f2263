import { DatabaseError, Pool, TypeOverrides, types, type PoolClient } from 'pg';
import { z } from 'zod';
import { messageOf, StationError } from '../../../shared/domain/station-error.ts';
import type { PlantDatabase, Statements } from './plant-database.ts';
import { roomFailure } from './room.ts';

/** Number of connections: enough for several windows' pages and charts beside the arriving parts. */
const connections = 8;
/** A server that does not answer within this time counts as unreachable, milliseconds. */
const patienceMs = 5_000;
/** A statement that takes longer is cancelled, milliseconds. */
const longestStatementMs = 30_000;
const oldestVersion = 15;

/**
 * Opens the plant's log in a PostgreSQL server. Broken connections are replaced automatically.
 *
 * @param address `postgres://user:password@host:port/database`
 * @throws StationError UNREACHABLE; BAD_INPUT for a version or an encoding that is not taken; a message never contains the password
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
    await refuseUnfit(pool, address);
  } catch (error) {
    await pool.end();
    if (error instanceof StationError) throw error;
    const why =
      error instanceof DatabaseError
        ? `refuses: ${messageOf(error)}`
        : 'does not answer. Check its address, and that it runs.';
    throw new StationError(
      'UNREACHABLE',
      `The database at ${withoutPassword(address)} ${why}`,
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

const serverRow = z.tuple([z.object({ version: z.coerce.number(), encoding: z.string() })]);

/** @throws StationError BAD_INPUT for a server that cannot keep a plant's log; what the database says */
async function refuseUnfit(pool: Pool, address: string): Promise<void> {
  const { rows } = await pool.query(
    `SELECT current_setting('server_version_num') AS version, current_setting('server_encoding') AS encoding`,
  );
  const [{ version, encoding }] = serverRow.parse(rows);
  if (version < oldestVersion * 10_000) {
    throw new StationError(
      'BAD_INPUT',
      `The database at ${withoutPassword(address)} is PostgreSQL ${Math.floor(version / 10_000)}. ${oldestVersion} or newer is needed.`,
    );
  }
  // Names of every language stand in the log.
  if (encoding === 'UTF8') return;
  throw new StationError(
    'BAD_INPUT',
    `The database at ${withoutPassword(address)} keeps text as ${encoding}. Make one with ENCODING 'UTF8' and TEMPLATE template0.`,
  );
}

/** A right that the user lacks (SQLSTATE). */
const notPermitted = '42501';
/** SQLSTATE classes that concern the server itself: no connection, no room, shutting down, or not yet started. */
const ofServer = /^(?:08|53|57)/;

/** Converts errors of an unreachable or unable server to a StationError; returns errors of statements unchanged. */
function databaseFailure(error: unknown): unknown {
  if (error instanceof DatabaseError && error.code === notPermitted) {
    return new StationError(
      'NO_PERMISSION',
      `The plant’s database refuses: ${error.message}. Make its user the owner of the database.`,
    );
  }
  const full = roomFailure(error, 'The plant’s database');
  if (full !== error) return full;
  if (error instanceof DatabaseError && !ofServer.test(error.code ?? '')) return error;
  return new StationError('UNREACHABLE', `The plant’s database does not answer: ${messageOf(error)}`);
}

/** Returns an address for display, without its password. */
export function withoutPassword(address: string): string {
  if (!URL.canParse(address)) return 'the given address';
  const { protocol, host, pathname } = new URL(address);
  return `${protocol}//${host}${pathname}`;
}
