import { reactive, watch } from 'vue';
import type { z } from 'zod';

/** What is typed into a form and not sent yet, e.g. `training.ID`: a reload loses nothing. Else as `useKept`. */
export function useDraft<Draft extends object>(name: string, schema: z.ZodType<Draft>, initial: Draft) {
  return useKept(`loupe.draft.${name}`, schema, initial);
}

/**
 * Something that this browser keeps between visits.
 *
 * @param schema what is kept; what has another shape is dropped
 * @param initial what there is where nothing is kept
 */
export function useKept<Kept extends object>(key: string, schema: z.ZodType<Kept>, initial: Kept) {
  const kept = reactive(read(key, schema) ?? initial);
  watch(kept, (value) => {
    try {
      localStorage.setItem(key, JSON.stringify(value));
    } catch {
      // A full or forbidden storage costs the memory of a choice, not the work.
    }
  });
  return kept;
}

function read<Kept>(key: string, schema: z.ZodType<Kept>): Kept | null {
  try {
    return schema.safeParse(JSON.parse(localStorage.getItem(key) ?? 'null')).data ?? null;
  } catch {
    return null;
  }
}
