import { defineStore } from 'pinia';
import { ref } from 'vue';

/** Choices for one start with a watched folder; nothing is remembered. */
export const useFolderChoice = defineStore('folder-choice', () => {
  /** Whether to inspect again pictures that were inspected before. */
  const again = ref(false);
  return { again };
});
