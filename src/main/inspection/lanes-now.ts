import type { Lane } from '../../shared/domain/lanes.ts';
import type { Lanes } from '../lanes/lanes.ts';
import type { LineSessions } from './line-sessions.ts';

/**
 * The lanes as they are now. A lane that inspects is as it was when its source was opened, whatever was set up
 * or removed since; the others are as they are set up.
 */
export interface LanesNow {
  /** Returns all lanes, by number. */
  list(): readonly Lane[];
  /** Returns a lane. @throws StationError NOT_FOUND with the numbers that exist */
  get(number: number): Lane;
}

/** Combines the lanes that inspect with those that are set up. */
export function createLanesNow(
  setUp: Pick<Lanes, 'list' | 'get'>,
  line: Pick<LineSessions, 'running'>,
): LanesNow {
  const running = (): Lane[] => line.running().map(({ lane }) => lane);
  return {
    list() {
      const inspecting = running();
      const others = setUp.list().filter(({ number }) => inspecting.every((lane) => lane.number !== number));
      return [...inspecting, ...others].sort((one, other) => one.number - other.number);
    },
    get: (number) => running().find((lane) => lane.number === number) ?? setUp.get(number),
  };
}
