import type { User } from '../../shared/domain/role.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { createPlaces } from '../host/places.ts';

/** Limits calls that read much of the log or draw: further calls of a user wait for the earlier ones. */
export interface HeavyCalls {
  /** Runs a call. @throws StationError CONFLICT if too many calls wait; the signal's reason if it aborts */
  run<Result>(user: User, call: () => Result | Promise<Result>, signal?: AbortSignal): Promise<Result>;
  /** Runs a call that answers with a stream; it counts as running until the stream ends or is closed. */
  stream<Event>(
    user: User,
    open: () => AsyncGenerator<Event>,
    signal?: AbortSignal,
  ): AsyncGenerator<Event, void>;
}

/** Most running and most waiting calls of one person or access link. */
const mostAtOnce = 2;
const mostWaiting = 20;

export function createHeavyCalls(): HeavyCalls {
  const places = createPlaces({
    atOnce: mostAtOnce,
    waiting: mostWaiting,
    full: (name) =>
      new StationError(
        'CONFLICT',
        `Two calls of ${name} that read much of the log are under way, and ${mostWaiting} wait. Ask again later.`,
      ),
  });
  return {
    async run({ name }, call, signal) {
      const giveBack = await places.take(name, signal);
      try {
        return await call();
      } finally {
        giveBack();
      }
    },
    async *stream({ name }, open, signal) {
      const giveBack = await places.take(name, signal);
      try {
        yield* open();
      } finally {
        giveBack();
      }
    },
  };
}
