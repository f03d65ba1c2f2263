import { ref, shallowRef } from 'vue';
import { isAbort, toFailure, type Failure } from '../transport/failure.ts';

/** A call that a button starts, with its progress and its error. While the call runs, a second start does nothing. */
export function useAction<Values extends readonly unknown[]>(work: (...values: Values) => Promise<void>) {
  const busy = ref(false);
  const failure = shallowRef<Failure | null>(null);

  /** @returns true if the work succeeded */
  async function run(...values: Values): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    failure.value = null;
    try {
      await work(...values);
      return true;
    } catch (error) {
      if (!isAbort(error)) failure.value = toFailure(error);
      return false;
    } finally {
      busy.value = false;
    }
  }

  return { busy, failure, run };
}
