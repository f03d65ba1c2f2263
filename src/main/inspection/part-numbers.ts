import type { PatientWriter } from '../database/patient-writer.ts';
import type { PartNumberRepository } from './part-number-repository.ts';

/** Numbers are reserved on disk by so many: what a power cut leaves unused is passed over. */
const block = 100;

/** Numbers of parts: they count up for the station, and none is given twice, whatever ends it. */
export interface PartNumbers {
  next(): number;
  /** Gives back what was reserved and not used. */
  close(): void;
}

export function createPartNumbers(
  rows: PartNumberRepository,
  { write }: Pick<PatientWriter, 'write'>,
): PartNumbers {
  /** Null until the first is asked for: parts that wait since the last start are logged by then. */
  let given: number | null = null;
  let reserved = 0;

  function begin(): number {
    reserved = rows.highest();
    return reserved;
  }

  return {
    next() {
      const last = (given ?? begin()) + 1;
      given = last;
      if (last > reserved - block / 2) {
        reserved = last + block;
        const upTo = reserved;
        write(() => rows.reserve(upTo));
      }
      return last;
    },
    close() {
      const last = given;
      if (last !== null) write(() => rows.reserve(last));
    },
  };
}
