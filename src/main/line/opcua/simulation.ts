import { StationError } from '../../../shared/domain/station-error.ts';
import type { PartResult } from '../../../shared/contract/part-result.ts';
import type { JobNames } from './vision-results.ts';

/** Duration of a simulated part, and interval between parts of a simulated line, milliseconds. */
const simulatedMs = 100;
const everyMs = 1000;

/** A simulated part to report as a result. */
export interface SimulatedPart {
  readonly id: string;
  readonly part: PartResult;
  readonly names: JobNames | null;
}

export type Simulation = ReturnType<typeof createSimulation>;

/**
 * Runs simulated jobs of a lane. Each reports the outcome of the lane's last part again; camera, lane, log
 * and other outputs are not involved.
 *
 * @param latest returns the lane's last part; null: none yet
 */
export function createSimulation(
  lane: number,
  latest: () => PartResult | null,
  tell: (part: SimulatedPart) => void,
) {
  let on = false;
  let count = 0;
  let single: NodeJS.Timeout | null = null;
  let continuous: NodeJS.Timeout | null = null;

  /** @throws StationError CONFLICT if the lane has inspected nothing yet */
  function next(names: JobNames | null): SimulatedPart {
    const part = latest();
    if (part === null) {
      throw new StationError(
        'CONFLICT',
        'A simulation tells the last part once more, and the lane has had none yet.',
      );
    }
    const name = names === null || names.part === '' ? part.name : names.part;
    return { id: `simulated-${lane}-${++count}`, part: { ...part, name, partNumber: null }, names };
  }

  function stop(): void {
    if (single !== null) clearTimeout(single);
    if (continuous !== null) clearInterval(continuous);
    single = null;
    continuous = null;
  }

  return {
    isOn: (): boolean => on,
    /** Returns the running simulated job: `single`, `continuous`, or null. */
    running: (): 'single' | 'continuous' | null =>
      single !== null ? 'single' : continuous === null ? null : 'continuous',
    turn(activate: boolean): void {
      stop();
      on = activate;
    },
    /** @returns the job's name. @throws StationError CONFLICT */
    one(names: JobNames): string {
      if (single !== null || continuous !== null) {
        throw new StationError('CONFLICT', 'The job before is not done yet.');
      }
      const part = next(names);
      single = setTimeout(() => {
        single = null;
        tell(part);
      }, simulatedMs);
      return part.id;
    },
    /** Simulates one part a second. @returns the job's name. @throws StationError CONFLICT */
    many(): string {
      if (single !== null || continuous !== null) {
        throw new StationError('CONFLICT', 'The job before is not done yet.');
      }
      next(null);
      continuous = setInterval(() => tell(next(null)), everyMs);
      return `simulated-${lane}`;
    },
    stop,
  };
}
