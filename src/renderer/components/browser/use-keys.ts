import { useEventListener } from '@vueuse/core';
import { inject, onBeforeUnmount, onMounted, provide, shallowRef, type InjectionKey } from 'vue';
import type { MessageKey } from '../../i18n/use-text.ts';

/** A key of a view: `key` as in KeyboardEvent (letters in lower case), its name and its action. */
export interface KeyBinding {
  readonly key: string;
  readonly title: MessageKey;
  readonly run: () => unknown;
  /** Action on release after the key was held down; without it, holding the key repeats its action. */
  readonly letGo?: () => unknown;
}

const insideDialog: InjectionKey<boolean> = Symbol('inside a dialog');

/** Marks the contents of a component as a dialog, whose keys act while it is open. */
export function holdKeysInside(): void {
  provide(insideDialog, true);
}

/** The currently active keys; the key help lists them. */
export const activeKeys = shallowRef<readonly KeyBinding[]>([]);

type Hold = (run: () => void) => void;
let hold: Hold | null = null;

/** Delays keys of one character until `next` runs them; null: they act at once. */
export function holdKeys(next: Hold | null): void {
  hold = next;
}

/**
 * Activates keys while the component is mounted, except while someone types. While a dialog is open, only the keys of
 * components inside it act.
 */
export function useKeys(bindings: readonly KeyBinding[]): void {
  const inDialog = inject(insideDialog, false);
  let held: KeyBinding | null = null;

  function bindingOf(event: KeyboardEvent): KeyBinding | undefined {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    return bindings.find((candidate) => candidate.key === key);
  }

  const press = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isBusy(event.target, event.key, inDialog)) return;
    const binding = bindingOf(event);
    if (!binding) return;
    event.preventDefault();
    if (event.repeat && binding.letGo) held = binding;
    else if (hold !== null && binding.key.length === 1) hold(() => void binding.run());
    else binding.run();
  };
  const release = (event: KeyboardEvent): void => {
    if (held === null || held !== bindingOf(event)) return;
    held.letGo?.();
    held = null;
  };
  useEventListener('keydown', press);
  useEventListener('keyup', release);
  onMounted(() => (activeKeys.value = [...activeKeys.value, ...bindings]));
  onBeforeUnmount(() => {
    activeKeys.value = activeKeys.value.filter((binding) => !bindings.includes(binding));
  });
}

function isBusy(target: EventTarget | null, key: string, inDialog: boolean): boolean {
  if (document.querySelector('[role="alertdialog"]')) return true;
  if (!inDialog && document.querySelector('[role="dialog"][data-state="open"]')) return true;
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target.matches('input:not([type="checkbox"]), select, textarea')) return true;
  if (target.getAttribute('role') === 'slider') return key.startsWith('Arrow');
  return false;
}
