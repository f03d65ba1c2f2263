import { onBeforeUnmount, onMounted, shallowRef } from 'vue';
import type { MessageKey } from '../../i18n/use-text.ts';

/** A key of a view: `key` as in KeyboardEvent (letters in lower case), what it is called, what it does. */
export interface KeyBinding {
  readonly key: string;
  readonly title: MessageKey;
  readonly run: () => unknown;
}

/** The keys that act at the moment; the key help lists them. */
export const activeKeys = shallowRef<readonly KeyBinding[]>([]);

type Hold = (run: () => void) => void;
let hold: Hold | null = null;

/** Makes keys of one character wait until `next` lets them act; null: they act at once. */
export function holdKeys(next: Hold | null): void {
  hold = next;
}

/** Makes keys act for as long as the component is there, but not while someone types or a dialog is open. */
export function useKeys(bindings: readonly KeyBinding[]): void {
  const press = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isBusy(event.target, event.key)) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const binding = bindings.find((candidate) => candidate.key === key);
    if (!binding) return;
    event.preventDefault();
    if (hold !== null && key.length === 1) hold(() => void binding.run());
    else binding.run();
  };
  onMounted(() => {
    activeKeys.value = [...activeKeys.value, ...bindings];
    window.addEventListener('keydown', press);
  });
  onBeforeUnmount(() => {
    activeKeys.value = activeKeys.value.filter((binding) => !bindings.includes(binding));
    window.removeEventListener('keydown', press);
  });
}

function isBusy(target: EventTarget | null, key: string): boolean {
  if (document.querySelector('[role="dialog"][data-state="open"], [role="alertdialog"]')) return true;
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target.matches('input:not([type="checkbox"]), select, textarea')) return true;
  if (target.getAttribute('role') === 'slider') return key.startsWith('Arrow');
  return false;
}
