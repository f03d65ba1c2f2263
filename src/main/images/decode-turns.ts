import { StationError } from '../../shared/domain/station-error.ts';
import { createPlaces, type Places } from '../host/places.ts';

const mostAtOnce = 2;
/** Pictures that wait to be decoded, each with its file in memory; more are refused. */
const mostWaiting = 500;

let places: Places | null = null;

/**
 * From here on, this process decodes two pictures at a time for people and the line's own beside them, since the system has four
 * threads for all that reads and writes. A process that does nothing but decode has no limit.
 */
export function leaveRoomForLine(): void {
  places ??= createPlaces({
    atOnce: mostAtOnce,
    waiting: mostWaiting,
    full: () => new StationError('CONFLICT', `${mostWaiting} pictures wait to be read. Try again later.`),
  });
}

/** Whether this process decodes for the line, too. */
export const hasLine = (): boolean => places !== null;

/** Decodes in turn. @throws what `decode` throws; StationError CONFLICT where too many wait */
export async function inTurn<Result>(decode: () => Promise<Result>): Promise<Result> {
  const giveBack = await places?.take('people');
  try {
    return await decode();
  } finally {
    giveBack?.();
  }
}
