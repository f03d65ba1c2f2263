import { defineStore } from 'pinia';
import { ref } from 'vue';

export const helpSections = ['view', 'first', 'keys', 'glossary'] as const;
export type HelpSection = (typeof helpSections)[number];

/** The help of the window: whether it is open, and what of it is shown. */
export const useHelp = defineStore('help', () => {
  const open = ref(false);
  const section = ref<HelpSection>('view');
  return {
    open,
    section,
    show(next: HelpSection): void {
      section.value = next;
      open.value = true;
    },
  };
});
