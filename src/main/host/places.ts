import { StationError } from '../../shared/domain/station-error.ts';

export interface PlacesSettings {
  /** How many places one caller may hold at the same time. */
  readonly atOnce: number;
  /** How many more requests of one caller may wait; the next one is refused. */
  readonly waiting: number;
  /** Makes the error of a refused request. */
  readonly full: (whose: string) => StationError;
}

/** A limited number of places for each caller, for costly work; further requests wait their turn. */
export interface Places {
  /**
   * Waits for a place.
   *
   * @param whose the caller's name
   * @returns a function that gives the place back, once
   * @throws the error of `full` when too many wait; StationError CANCELLED when the signal aborts
   */
  take(whose: string, signal?: AbortSignal): Promise<() => void>;
}

interface Standing {
  taken: number;
  readonly waiting: (() => void)[];
}

export function createPlaces({ atOnce, waiting: mostWaiting, full }: PlacesSettings): Places {
  const standings = new Map<string, Standing>();
  return {
    async take(whose, signal) {
      const standing = standings.get(whose) ?? { taken: 0, waiting: [] };
      standings.set(whose, standing);
      let isBack = false;
      const giveBack = (): void => {
        if (isBack) return;
        isBack = true;
        const next = standing.waiting.shift();
        if (next) next();
        else if (--standing.taken === 0) standings.delete(whose);
      };
      if (standing.taken < atOnce) {
        standing.taken += 1;
        return giveBack;
      }
      if (standing.waiting.length >= mostWaiting) throw full(whose);
      const { promise, resolve, reject } = Promise.withResolvers<undefined>();
      const turn = (): void => resolve(undefined);
      const leave = (): void => {
        const at = standing.waiting.indexOf(turn);
        if (at < 0) return;
        standing.waiting.splice(at, 1);
        reject(new StationError('CANCELLED', 'The call was cancelled.'));
      };
      standing.waiting.push(turn);
      signal?.addEventListener('abort', leave);
      try {
        await promise;
      } finally {
        signal?.removeEventListener('abort', leave);
      }
      return giveBack;
    },
  };
}
