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

/** Makes the set-up of the station's lanes; lane 1 always exists. */
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

/** @throws StationError BAD_INPUT if the lane's settings are invalid; CONFLICT if another lane has its source */
function checkLane(lane: Lane, others: readonly Lane[]): void {
  const problem = laneProblem(lane);
  if (problem !== null) throw new StationError('BAD_INPUT', problem);
  const { source } = lane;
  const taken = others.find(
    (other) => source !== null && other.source !== null && isSameSource(source, other.source),
  );
  if (taken) throw sourceTaken(taken);
}

/** Makes the error for a source that another lane already uses. */
function sourceTaken({ name }: Pick<Lane, 'name'>): StationError {
  return new StationError(
    'CONFLICT',
    `“${name}” uses this source already. Choose another source, or change that lane.`,
  );
}
