import { describe, expect, it } from 'vitest';
import { failedSchema, failureTold, toldFailure } from '../../../../src/main/host/told-failure.ts';
import { StationError } from '../../../../src/shared/domain/station-error.ts';

describe('a failure that a process tells', () => {
  it('arrives with code, message and detail', () => {
    const failure = new StationError('DISK_FULL', 'No room. Free some space.', 'ENOSPC /home/log');
    const message: unknown = structuredClone({ kind: 'failed', ...toldFailure(failure) });
    expect(failureTold(failedSchema.parse(message))).toEqual(failure);
  });

  it('has the code of the task where it is no expected failure', () => {
    expect(toldFailure(new TypeError('x is undefined')).code).toBe('WORKER_FAILED');
    expect(toldFailure('torn', 'UNREADABLE_IMAGE')).toEqual({ code: 'UNREADABLE_IMAGE', message: 'torn' });
  });
});
