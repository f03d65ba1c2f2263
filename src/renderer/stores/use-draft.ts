import { reactive, watch } from 'vue';
import type { z } from 'zod';

/** Unsent input of a form, which survives a reload. Otherwise like `useKept`. @param name e.g. `training.ID` */
export function useDraft<Draft extends object>(name: string, schema: z.ZodType<Draft>, initial: Draft) {
  return useKept(`loupe.draft.${name}`, schema, initial);
}

/**
 * A value that this browser keeps between visits.
 *
 * @param schema of the value; a stored value of another shape is dropped
 * @param initial the value if none is stored
 */
export function useKept<Kept extends object>(key: string, schema: z.ZodType<Kept>, initial: Kept) {
  const kept = reactive(read(key, schema) ?? initial);
  watch(kept, (value) => {
    try {
      localStorage.setItem(key, JSON.stringify(value));
    } catch {
      // If the storage is full or forbidden, only the memory of the choice is lost.
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
