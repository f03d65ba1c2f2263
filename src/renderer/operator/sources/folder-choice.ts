import { defineStore } from 'pinia';
import { ref } from 'vue';

/** What is chosen for one start with a watched folder; nothing of it is remembered. */
export const useFolderChoice = defineStore('folder-choice', () => {
  /** Whether pictures that were inspected before are inspected once more. */
  const again = ref(false);
  return { again };
});
