import { StationError } from '../../shared/domain/station-error.ts';
import { createPlaces, type Places } from '../host/places.ts';

const mostAtOnce = 2;
/** Most pictures that wait with their files in memory; more are refused. */
const mostWaiting = 500;

let places: Places | null = null;

/**
 * Limits this process to two pictures at a time for people, besides the line's own, because all reading and
 * writing shares few threads. Processes that only decode have no limit.
 */
export function leaveRoomForLine(): void {
  places ??= createPlaces({
    atOnce: mostAtOnce,
    waiting: mostWaiting,
    full: () => new StationError('CONFLICT', `${mostWaiting} pictures wait to be read. Try again later.`),
  });
}

/** Returns whether this process also decodes for the line. */
export const hasLine = (): boolean => places !== null;

/** Decodes in turn. @throws what `decode` throws; StationError CONFLICT if too many wait */
export async function inTurn<Result>(decode: () => Promise<Result>): Promise<Result> {
  const giveBack = await places?.take('people');
  try {
    return await decode();
  } finally {
    giveBack?.();
  }
}
