import { StationError } from '../../src/shared/domain/station-error.ts';

/** The expected failure that an action ends with. */
export async function failureOf(action: () => unknown): Promise<StationError> {
  try {
    await action();
  } catch (error) {
    if (error instanceof StationError) return error;
    throw error;
  }
  throw new Error('Nothing failed');
}
