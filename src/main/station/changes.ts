import { EventPublisher } from '@orpc/server';
import type { StationChange } from '../../shared/contract/station.ts';

/** The feed of what changed in the station, for windows and services that show or follow it. */
export interface StationChanges {
  publish(change: StationChange): void;
  /** Every change from the call on; ends when the signal aborts or the reader stops. */
  subscribe(signal?: AbortSignal): AsyncGenerator<StationChange>;
  /** Calls back with every change from now on. @returns ends it */
  follow(listener: (change: StationChange) => void): () => void;
  /** No more changes: timers end, nothing is published any more. */
  close(): void;
}

/** Changes of one kind come at most this often; the last one always comes. */
const pauseMs = 250;

/**
 * A new feed. A live line may log many entries a second: equal changes are merged, the first is published at
 * once, what follows within the pause is published once at its end.
 */
export function createStationChanges(): StationChanges {
  const publisher = new EventPublisher<{ change: StationChange }>();
  const pauses = new Map<string, { timer: NodeJS.Timeout; repeated: boolean }>();
  let closed = false;

  function publish(change: StationChange): void {
    if (closed) return;
    const key = JSON.stringify(change);
    const pause = pauses.get(key);
    if (pause) {
      pause.repeated = true;
      return;
    }
    publisher.publish('change', change);
    const timer = setTimeout(() => {
      const repeated = pauses.get(key)?.repeated ?? false;
      pauses.delete(key);
      if (repeated) publish(change);
    }, pauseMs);
    pauses.set(key, { timer: timer.unref(), repeated: false });
  }

  return {
    publish,
    subscribe: (signal) => publisher.subscribe('change', signal ? { signal } : {}),
    follow: (listener) => publisher.subscribe('change', listener),
    close() {
      closed = true;
      for (const { timer } of pauses.values()) clearTimeout(timer);
      pauses.clear();
    },
  };
}
