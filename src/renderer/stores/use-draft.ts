import { reactive, watch } from 'vue';
import type { z } from 'zod';

/**
 * What is typed into a form and not sent yet, kept in this browser: a reload loses nothing.
 *
 * @param name of the form and of what it is about, e.g. `training.ID`
 * @param schema what is kept; a draft of another shape is dropped
 * @param initial what the form begins with where nothing is kept
 */
export function useDraft<Draft extends object>(name: string, schema: z.ZodType<Draft>, initial: Draft) {
  const key = `loupe.draft.${name}`;
  const draft = reactive(read(key, schema) ?? initial);
  watch(draft, (value) => {
    try {
      localStorage.setItem(key, JSON.stringify(value));
    } catch {
      // A full or forbidden storage costs the draft, not the work.
    }
  });
  return draft;
}

function read<Draft>(key: string, schema: z.ZodType<Draft>): Draft | null {
  try {
    return schema.safeParse(JSON.parse(localStorage.getItem(key) ?? 'null')).data ?? null;
  } catch {
    return null;
  }
}
