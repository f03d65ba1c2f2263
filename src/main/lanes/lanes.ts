import {
  isSameSource,
  laneProblem,
  laneSchema,
  mostLanes,
  usualLane,
  type Lane,
} from '../../shared/domain/lanes.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import type { StationDatabase } from '../database/open-database.ts';
import type { StationChanges } from '../station/changes.ts';
import { createSetUpRows } from './set-up-repository.ts';
import { createSetUp, type SetUp } from './set-up.ts';

export type Lanes = SetUp<Lane>;

/** The lanes of the station as they are set up; lane 1 is always there. */
export function createLanes(database: StationDatabase, changes: Pick<StationChanges, 'publish'>): Lanes {
  return createSetUp({
    changes,
    word: 'lane',
    most: mostLanes,
    usual: [usualLane()],
    rows: createSetUpRows(database, 'lane', laneSchema),
    check: checkLane,
  });
}

/** @throws StationError BAD_INPUT when the lane cannot be set up so; CONFLICT when another lane has its source */
function checkLane(lane: Lane, others: readonly Lane[]): void {
  const problem = laneProblem(lane);
  if (problem !== null) throw new StationError('BAD_INPUT', problem);
  const { source } = lane;
  const taken = others.find(
    (other) => source !== null && other.source !== null && isSameSource(source, other.source),
  );
  if (taken) throw sourceTaken(taken);
}

/** Two lanes cannot take the frames of one source. */
export function sourceTaken({ name }: Pick<Lane, 'name'>): StationError {
  return new StationError(
    'CONFLICT',
    `“${name}” uses this source already. Choose another source, or change that lane.`,
  );
}
