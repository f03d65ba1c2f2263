import { z } from 'zod';
import type { PlantOptions } from '../../station/station-options.ts';
import { plantMigrations } from '../migrations/all.ts';
import { noteLastStation } from '../invitations.ts';
import { plantIdentity } from '../plant-identity.ts';
import type { PlantPaths } from '../../station/plant-paths.ts';
import { createBoardRepository, type BoardRepository } from './board-repository.ts';
import { createFiguresRepository, type FiguresRepository } from './figures-repository.ts';
import { createIngestRepository, type IngestRepository } from './ingest-repository.ts';
import { holdLog } from './hold-log.ts';
import { migratePlantLog } from './migrate.ts';
import { openEmbedded } from './open-embedded.ts';
import { openPostgresql, withoutPassword } from './open-postgresql.ts';
import { rowOf, type PlantDatabase } from './plant-database.ts';
import { createRolloutsRepository, type RolloutsRepository } from './rollouts-repository.ts';
import { createReviewRepository, type ReviewRepository } from './review-repository.ts';

/** The open log of all stations. */
export interface PlantLog {
  readonly ingest: IngestRepository;
  readonly board: BoardRepository;
  readonly review: ReviewRepository;
  readonly figures: FiguresRepository;
  readonly rollouts: RolloutsRepository;
  close(): Promise<void>;
}

/**
 * Opens the log, migrates its schema and takes it for this host alone.
 *
 * @throws StationError UNREACHABLE, BAD_INPUT, DATABASE_TOO_NEW, CONFLICT, NO_PERMISSION, DISK_FULL
 */
export async function openPlantLog(
  { database: address }: Pick<PlantOptions, 'database'>,
  paths: PlantPaths,
): Promise<PlantLog> {
  const database = address === null ? await openEmbedded(paths.log) : await openPostgresql(address);
  let holder: string;
  try {
    await migratePlantLog(database, plantMigrations);
    holder = await holdLog(database, plantIdentity(paths));
    noteLastStation(paths, await lastStationOf(database));
  } catch (error) {
    await database.close();
    throw error;
  }
  return {
    ingest: createIngestRepository(database, holder),
    board: createBoardRepository(database),
    review: createReviewRepository(database),
    figures: createFiguresRepository(database),
    rollouts: createRolloutsRepository(database),
    close: database.close,
  };
}

/** Returns the highest station number in the log; 0 if it is empty. */
async function lastStationOf(database: PlantDatabase): Promise<number> {
  const found = await rowOf(
    z.object({ last: z.number() }),
    database,
    `SELECT coalesce(greatest((SELECT max(station) FROM plant_parts), (SELECT max(station) FROM plant_entries),
       (SELECT max(station) FROM plant_stations)), 0) AS last`,
  );
  return found?.last ?? 0;
}

/** Returns the log's place for display, without a password. */
export function placeOfLog({ database }: Pick<PlantOptions, 'database'>, { log }: PlantPaths): string {
  return database === null ? log : withoutPassword(database);
}
