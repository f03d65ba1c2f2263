import { limitsDrift, type LimitsDrift, type LimitsMadeOn } from '../../shared/domain/limits-made-on.ts';
import type { LimitsOriginRepository } from './limits-origin-repository.ts';

/** Watches whether limits that were set at the line still judge such pictures as they were set by. */
export interface LimitsWatch {
  /** Takes the pictures in their order, each with the limits that judge it. */
  look(limitsId: number, picture: LimitsMadeOn): void;
  /** Remembers that limits were set by the pictures seen last; nothing where none was seen. */
  note(limitsId: number): void;
  /** What the limits in force were set by, where the pictures of now are others; else null. */
  readonly drift: LimitsDrift | null;
}

/** @param onChange called when the pictures become others than the limits were set by, or are such pictures again */
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
      // The row may follow later, when the database can be written.
      known = { limitsId, madeOn: origins.find(limitsId) ?? latest };
    },
    get drift() {
      return told;
    },
  };
}
