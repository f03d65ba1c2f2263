import type { User } from '../../shared/domain/role.ts';
import { StationError } from '../../shared/domain/station-error.ts';

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

interface Places {
  taken: number;
  readonly waiting: (() => void)[];
}

export function createHeavyCalls(): HeavyCalls {
  const byUser = new Map<string, Places>();

  /** Waits for a place. @returns gives it back */
  async function take({ name }: User, signal: AbortSignal | undefined): Promise<() => void> {
    const places = byUser.get(name) ?? { taken: 0, waiting: [] };
    byUser.set(name, places);
    const giveBack = (): void => {
      const next = places.waiting.shift();
      if (next) next();
      else if (--places.taken === 0) byUser.delete(name);
    };
    if (places.taken < mostAtOnce) {
      places.taken += 1;
      return giveBack;
    }
    if (places.waiting.length >= mostWaiting) {
      throw new StationError(
        'CONFLICT',
        `Two calls of ${name} that read much of the log are under way, and ${mostWaiting} wait. Ask again later.`,
      );
    }
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const turn = (): void => resolve(undefined);
    const leave = (): void => {
      const at = places.waiting.indexOf(turn);
      if (at >= 0) places.waiting.splice(at, 1);
      reject(new StationError('CANCELLED', 'The call was cancelled.'));
    };
    places.waiting.push(turn);
    signal?.addEventListener('abort', leave);
    try {
      await promise;
    } finally {
      signal?.removeEventListener('abort', leave);
    }
    return giveBack;
  }

  return {
    async run(user, call, signal) {
      const giveBack = await take(user, signal);
      try {
        return await call();
      } finally {
        giveBack();
      }
    },
    async *stream(user, open, signal) {
      const giveBack = await take(user, signal);
      try {
        yield* open();
      } finally {
        giveBack();
      }
    },
  };
}
