import type { Session } from '../../shared/contract/inspection.ts';
import type { User } from '../../shared/domain/role.ts';
import { stationTime } from '../station/clock.ts';
import type { LaneSessions } from './lane-sessions.ts';
import type { LineEvents } from './line-events.ts';
import type { LiveWindows } from './live-windows.ts';
import type { PauseRepository } from './pause-repository.ts';

export interface PausingParts {
  readonly pauses: Pick<PauseRepository, 'begin' | 'end'>;
  readonly lines: Pick<LaneSessions, 'require' | 'forLane'>;
  readonly windows: Pick<LiveWindows, 'broadcast'>;
  readonly events: Pick<LineEvents, 'publish'>;
  /** The inspection of a product goes on. */
  readonly onResume: (productId: string) => void;
}

/**
 * Pauses an inspection, or has it go on. A pause without a reason may be given one by pausing again.
 *
 * @returns a function that throws StationError NOT_FOUND when the inspection has ended already
 */
export function createPausing({ pauses, lines, windows, events, onResume }: PausingParts) {
  return (
    sessionId: string,
    paused: boolean,
    reason: string | null,
    { name }: Pick<User, 'name'>,
  ): Session => {
    const entry = lines.require(sessionId);
    if (paused) pauses.begin(sessionId, reason, name);
    else pauses.end(sessionId, stationTime());
    entry.runner.setPaused(paused);
    if (!paused) onResume(entry.session.productId);
    const line = lines.forLane(entry.session.lane);
    windows.broadcast(line.message());
    events.publish({ kind: 'lanes' });
    return line.describe(entry);
  };
}
