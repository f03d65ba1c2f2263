import type { RunningStation } from '../../e2e/support/running-station.ts';
import type { Random } from '../../../src/main/networks/random.ts';
import type { ChaosHome } from './chaos-home.ts';
import type { ToldVerdicts } from './told-verdicts.ts';

/** What a round may use. */
export interface Round {
  /** Counts up; what a round makes is named by it. */
  readonly number: number;
  readonly home: ChaosHome;
  readonly random: Random;
  readonly told: ToldVerdicts;
  /** A folder that is gone after the round. */
  readonly folder: string;
  /** Whether everything is kept short, as the gate has it. */
  readonly isShort: boolean;
  /** Starts a station in another home; the time that it takes is noted. */
  start(home: string, environment?: NodeJS.ProcessEnv): Promise<RunningStation>;
  /** Checks the home of a station that has just started; what is wrong is noted. */
  check(station: RunningStation): Promise<void>;
  /** Notes what is wrong. */
  fault(text: string): void;
  /** Waits for a time that the seed chooses, up to so many milliseconds. */
  wait(most: number): Promise<void>;
}

/** What is left to do when the next station runs. */
export interface RoundEnd {
  /** Processes that were killed. */
  readonly kills: number;
  /** Looks at what is there now, and finishes what was cut off. */
  readonly settle?: (station: RunningStation) => Promise<void>;
}

interface Kind {
  readonly name: string;
  readonly title: string;
  /** Why it cannot be caused on this machine; null: it can. */
  readonly missing?: () => string | null;
}

/** Works in the home of all, in a station that runs, and leaves it killed. */
export interface SharedKind extends Kind {
  readonly shared: (round: Round, station: RunningStation) => Promise<RoundEnd>;
}

/** Makes homes and stations of its own. */
interface LoneKind extends Kind {
  /** @returns processes that were killed */
  readonly alone: (round: Round) => Promise<number>;
}

/** A kind of fault. */
export type ChaosKind = SharedKind | LoneKind;
