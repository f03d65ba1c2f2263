import { StationError } from '../../src/shared/domain/station-error.ts';

/** Returns the expected failure of an action. */
export async function failureOf(action: () => unknown): Promise<StationError> {
  try {
    await action();
  } catch (error) {
    if (error instanceof StationError) return error;
    throw error;
  }
  throw new Error('Nothing failed');
}
