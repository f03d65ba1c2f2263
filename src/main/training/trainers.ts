import type { Trainer } from '../../shared/contract/training.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { awayAfterMs } from '../../shared/plant/limits.ts';
import type { StationChanges } from '../station/changes.ts';

export type Trainers = ReturnType<typeof createTrainers>;

/** The plant's stations that train for others and have reported recently. */
export function createTrainers(changes: Pick<StationChanges, 'publish'>, now: () => number = Date.now) {
  const heard = new Map<number, { readonly trainer: Trainer; readonly at: number }>();
  const list = (): Trainer[] =>
    [...heard.values()]
      .filter(({ at }) => now() - at <= awayAfterMs)
      .map(({ trainer }) => trainer)
      .toSorted((one, other) => one.station - other.station);
  return {
    list,
    hear(trainer: Trainer): void {
      const isNew = list().every(({ station }) => station !== trainer.station);
      heard.set(trainer.station, { trainer, at: now() });
      if (isNew) changes.publish({ kind: 'membership' });
    },
    /** Forgets all: the station leaves their plant. */
    forget: (): void => heard.clear(),
    /** @throws StationError UNREACHABLE if the station does not train for others now */
    require(station: number): void {
      if (list().some((one) => one.station === station)) return;
      throw new StationError(
        'UNREACHABLE',
        `Station ${station} of the plant does not offer training now. Train here, or try again once it is there.`,
      );
    },
  };
}
