import { existsSync } from 'node:fs';
import type { Diagnosis } from '../../shared/contract/diagnosis.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { howItEnded } from '../host/how-it-ended.ts';
import { runOnce } from '../host/run-once.ts';
import { failureTold } from '../host/told-failure.ts';
import type { DiagnosisRequest } from './diagnose.ts';
import { fromDiagnosisProcessSchema, type ToDiagnosisProcess } from './protocol.ts';

/** @throws StationError ALREADY_EXISTS if the file exists */
export function refuseExisting(file: string): void {
  if (!existsSync(file)) return;
  throw new StationError('ALREADY_EXISTS', `“${file}” exists already. Choose another name or move it away.`);
}

/**
 * Writes the archive for support in a separate process, because tens of megabytes are read for it.
 *
 * @throws StationError ALREADY_EXISTS; WORKER_FAILED with the reason; the signal's reason if it aborts
 */
export function writeInProcess(
  { host, home, version, signal }: DiagnosisRequest,
  diagnosis: Diagnosis,
  file: string,
): Promise<void> {
  refuseExisting(file);
  return runOnce<undefined>({
    host,
    program: 'diagnosis',
    signal,
    order: { home, version, work: { kind: 'archive', diagnosis, file } } satisfies ToDiagnosisProcess,
    onMessage(message, { resolve, reject }) {
      const told = fromDiagnosisProcessSchema.parse(message);
      if (told.kind === 'written') resolve(undefined);
      if (told.kind === 'failed') reject(failureTold(told));
    },
    givenUp() {
      const reason: unknown = signal?.reason;
      return reason instanceof Error ? reason : new Error('The archive was given up', { cause: reason });
    },
    endedEarly: (code, lastWords) =>
      new StationError('WORKER_FAILED', `The process of the archive ${howItEnded(code)}.`, lastWords),
  });
}
