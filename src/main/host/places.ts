import { StationError } from '../../shared/domain/station-error.ts';

export interface PlacesSettings {
  /** How much runs at the same time for each who asks. */
  readonly atOnce: number;
  /** How much more waits for each who asks; the next one is refused. */
  readonly waiting: number;
  /** What whoever asks for more is told. */
  readonly full: (whose: string) => StationError;
}

/** Places for what costs much: whoever asks for more of it has it one after the other. */
export interface Places {
  /**
   * Waits for a place.
   *
   * @param whose a name of who asks
   * @returns gives the place back, once
   * @throws what `full` makes where too many wait; StationError CANCELLED when the signal aborts meanwhile
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
