import { onBeforeUnmount, onMounted } from 'vue';

/** Keys that act while a dialog is open, by their name as in KeyboardEvent; not while someone types. */
export function useDialogKeys(keys: Readonly<Record<string, () => void>>): void {
  const press = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof HTMLElement && event.target.matches('input, select, textarea')) return;
    const run = keys[event.key];
    if (!run) return;
    event.preventDefault();
    run();
  };
  onMounted(() => window.addEventListener('keydown', press));
  onBeforeUnmount(() => window.removeEventListener('keydown', press));
}
