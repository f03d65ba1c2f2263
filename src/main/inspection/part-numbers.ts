import type { PatientWriter } from '../database/patient-writer.ts';
import type { PartNumberRepository } from './part-number-repository.ts';

/** Numbers reserved on disk at a time. A power cut skips the unused ones. */
const block = 100;

/** Numbers of parts. They count up for the whole station and are never reused, even after a power cut. */
export interface PartNumbers {
  next(): number;
  /** Returns reserved unused numbers. */
  close(): void;
}

export function createPartNumbers(
  rows: PartNumberRepository,
  { write }: Pick<PatientWriter, 'write'>,
): PartNumbers {
  /**
   * The last used number; null until the first request. By then all parts that waited at the last stop are
   * logged.
   */
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
