import { EventPublisher } from '@orpc/server';
import type { StationChange } from '../../shared/contract/station.ts';

/** The feed of changes in the station, for windows and services that follow them. */
export interface StationChanges {
  publish(change: StationChange): void;
  /** Yields every change from now on; ends when the signal aborts or the reader stops. */
  subscribe(signal?: AbortSignal): AsyncGenerator<StationChange>;
  /** Calls back with every change from now on. @returns a function that ends it */
  follow(listener: (change: StationChange) => void): () => void;
  /** Ends the timers; nothing is published any more. */
  close(): void;
}

/** Equal changes are published at most this often, milliseconds; the last one is always published. */
const pauseMs = 250;

/**
 * Creates a feed. A line may log many entries a second, so equal changes are merged: the first is published at
 * once, those that follow within the pause are published as one when the pause ends.
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
