import { defineStore } from 'pinia';
import { ref } from 'vue';

export const helpSections = ['view', 'first', 'keys', 'glossary'] as const;
export type HelpSection = (typeof helpSections)[number];

/** The window's help: whether it is open, and what it shows. */
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
