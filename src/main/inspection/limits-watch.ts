import { limitsDrift, type LimitsDrift, type LimitsMadeOn } from '../../shared/domain/limits-made-on.ts';
import type { LimitsOriginRepository } from './limits-origin-repository.ts';

/** Watches whether limits set at the line still meet pictures like those that they were set by. */
export interface LimitsWatch {
  /** Takes the pictures in order, each with the limits that judge it. */
  look(limitsId: number, picture: LimitsMadeOn): void;
  /** Remembers that limits were set by the latest pictures; does nothing if there were none. */
  note(limitsId: number): void;
  /** The pictures that the limits in force were set by, if the present ones differ; else null. */
  readonly drift: LimitsDrift | null;
}

/**
 * @param onChange called when the pictures begin or cease to differ from those that the limits were set by
 */
export function createLimitsWatch(origins: LimitsOriginRepository, onChange: () => void): LimitsWatch {
  let latest: LimitsMadeOn | null = null;
  let known: { readonly limitsId: number; readonly madeOn: LimitsMadeOn | null } | null = null;
  let told: LimitsDrift | null = null;

  return {
    look(limitsId, picture) {
      latest = picture;
      if (known?.limitsId !== limitsId) known = { limitsId, madeOn: origins.find(limitsId) };
      const { madeOn } = known;
      const next = madeOn === null ? null : limitsDrift(madeOn, picture);
      const same = JSON.stringify(next) === JSON.stringify(told);
      told = next;
      if (!same) onChange();
    },
    note(limitsId) {
      if (latest === null) return;
      origins.insert(limitsId, latest);
      // The row may follow later, once the database is writable.
      known = { limitsId, madeOn: origins.find(limitsId) ?? latest };
    },
    get drift() {
      return told;
    },
  };
}
