import type { RunningStation } from '../../e2e/support/running-station.ts';
import type { Random } from '../../../src/main/networks/random.ts';
import type { ChaosHome } from './chaos-home.ts';
import type { ToldVerdicts } from './told-verdicts.ts';

/** Tools and data for one round. */
export interface Round {
  /** Counts up; the names of what a round makes contain it. */
  readonly number: number;
  readonly home: ChaosHome;
  readonly random: Random;
  readonly told: ToldVerdicts;
  /** A folder that is removed after the round. */
  readonly folder: string;
  /** Whether the round keeps everything short, as in the gate. */
  readonly isShort: boolean;
  /** Starts a station in another home and records the duration of the start. */
  start(home: string, environment?: NodeJS.ProcessEnv): Promise<RunningStation>;
  /** Checks the home of a station that has just started and records its faults. */
  check(station: RunningStation): Promise<void>;
  /** Records a fault. */
  fault(text: string): void;
  /** Waits for a time drawn by the seed. @param most milliseconds, at most */
  wait(most: number): Promise<void>;
}

/** Work that is left for the next station. */
export interface RoundEnd {
  /** Number of killed processes. */
  readonly kills: number;
  /** Checks the home and finishes the interrupted work. */
  readonly settle?: (station: RunningStation) => Promise<void>;
}

interface Kind {
  readonly name: string;
  readonly title: string;
  /** Returns why this machine cannot cause the fault; null if it can. */
  readonly missing?: () => string | null;
}

/** A kind of fault that works in the shared home with a running station and leaves that station killed. */
export interface SharedKind extends Kind {
  readonly shared: (round: Round, station: RunningStation) => Promise<RoundEnd>;
}

/** A kind of fault that makes homes and stations of its own. */
interface LoneKind extends Kind {
  /** @returns number of killed processes */
  readonly alone: (round: Round) => Promise<number>;
}

/** A kind of fault. */
export type ChaosKind = SharedKind | LoneKind;
