import type { Session } from '../../shared/contract/inspection.ts';
import type { User } from '../../shared/domain/role.ts';
import { stationTime } from '../station/clock.ts';
import type { LineSessions } from './line-sessions.ts';
import type { LineEvents } from './line-events.ts';
import type { LiveWindows } from './live-windows.ts';
import type { PauseRepository } from './pause-repository.ts';

export interface PausingParts {
  readonly pauses: Pick<PauseRepository, 'begin' | 'end'>;
  readonly line: Pick<LineSessions, 'require' | 'forLane'>;
  readonly windows: Pick<LiveWindows, 'broadcast'>;
  readonly events: Pick<LineEvents, 'publish'>;
  /** Called when the inspection of a product continues. */
  readonly onResume: (productId: string) => void;
}

/**
 * Returns a function that pauses or continues an inspection. Pausing again sets the reason of a pause without
 * one.
 *
 * @returns a function that throws StationError NOT_FOUND if the inspection has ended
 */
export function createPausing({ pauses, line, windows, events, onResume }: PausingParts) {
  return (
    sessionId: string,
    paused: boolean,
    reason: string | null,
    { name }: Pick<User, 'name'>,
  ): Session => {
    const entry = line.require(sessionId);
    if (paused) pauses.begin(sessionId, reason, name);
    else pauses.end(sessionId, stationTime());
    entry.runner.setPaused(paused);
    if (!paused) onResume(entry.session.productId);
    const laneSessions = line.forLane(entry.session.lane);
    windows.broadcast(laneSessions.message());
    events.publish({ kind: 'lanes' });
    return laneSessions.describe(entry);
  };
}
