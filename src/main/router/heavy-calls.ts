import type { User } from '../../shared/domain/role.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { createPlaces } from '../host/places.ts';

/** Calls that read much of the log, or draw: whoever asks for many has them one after the other. */
export interface HeavyCalls {
  /** @throws StationError CONFLICT when too many wait; the signal's reason when it aborts */
  run<Result>(user: User, call: () => Result | Promise<Result>, signal?: AbortSignal): Promise<Result>;
  /** As `run`, for a call that answers with a stream: it has its place until the stream ends or is left. */
  stream<Event>(
    user: User,
    open: () => AsyncGenerator<Event>,
    signal?: AbortSignal,
  ): AsyncGenerator<Event, void>;
}

/** Of one person, or of one access link. */
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
