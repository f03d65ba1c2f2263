import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { StationError } from '../../../shared/domain/station-error.ts';
import { rowOf, type PlantDatabase, type Statements } from './plant-database.ts';

const holderRow = z.object({ holder: z.uuid() });

/**
 * Takes the log for a starting host. A former holder, e.g. a copy of the host that still runs elsewhere, can then write no more.
 *
 * @param plant the host's identity
 * @returns the id of this start, which `ensureHeld` checks
 * @throws StationError CONFLICT if the log belongs to another plant
 */
export async function holdLog(database: PlantDatabase, plant: string): Promise<string> {
  const taken = await rowOf(
    holderRow,
    database,
    `INSERT INTO plant_host (one, plant, holder, since) VALUES (true, $1, $2, $3)
     ON CONFLICT (one) DO UPDATE SET holder = excluded.holder, since = excluded.since
       WHERE plant_host.plant = excluded.plant
     RETURNING holder`,
    [plant, randomUUID(), Date.now()],
  );
  if (taken !== null) return taken.holder;
  throw new StationError(
    'CONFLICT',
    'The log is that of another plant host, whose stations have the same numbers. Name an empty database, or restore the home of that host from its backup.',
  );
}

/** Checks, within a transaction, that this host still holds the log, and keeps it until the end. @throws StationError CONFLICT if it does not */
export async function ensureHeld(on: Statements, holder: string): Promise<void> {
  const found = await rowOf(holderRow, on, 'SELECT holder FROM plant_host FOR SHARE');
  if (found?.holder === holder) return;
  throw new StationError(
    'CONFLICT',
    'Another start of this plant host has taken the log over. Only one may run: end this one, or end the other and start this one anew.',
  );
}
