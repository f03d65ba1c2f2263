import { useEventListener, useTimeoutFn } from '@vueuse/core';
import { onBeforeUnmount, onMounted } from 'vue';
import { holdKeys } from './use-keys.ts';
import { aloneFor, createScanReader } from './scan-reader.ts';

const isTextField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches('textarea, input:not([type="checkbox"], [type="radio"], [type="range"])'));

/** A combination such as Ctrl+C. AltGr writes characters, but some systems report it as Ctrl and Alt. */
const isCommand = (event: KeyboardEvent): boolean =>
  (event.ctrlKey || event.metaKey || event.altKey) && !event.getModifierState('AltGraph');

/** Receives a scanner's codes. */
export interface ScanListener {
  onCode(code: string): unknown;
  /** Reports an incomplete scan, none of which was used. */
  onBroken(): unknown;
}

/**
 * Listens to a scanner that types like a keyboard, wherever the focus is, except in a text field, which gets the typed
 * text itself. A key of the view acts only once it is certainly not part of a scan, complete or broken (decision 0076).
 */
export function useScanner({ onCode, onBroken }: ScanListener): void {
  const reader = createScanReader();
  const held = useTimeoutFn((run: () => void) => run(), aloneFor, { immediate: false });

  const hear = (event: KeyboardEvent): void => {
    if (event.repeat || isCommand(event) || isTextField(event.target)) return;
    const read = reader.press(event.key, event.timeStamp);
    const isCharacter = event.key.length === 1;
    if (!reader.isAlone || read !== null) held.stop();
    // A scan must not trigger keys of the view, nor a focused button or list.
    if (isCharacter && (!reader.isAlone || event.target instanceof HTMLSelectElement)) event.preventDefault();
    if (read === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (read === 'broken') onBroken();
    else onCode(read.code);
  };
  useEventListener('keydown', hear, { capture: true });
  onMounted(() => holdKeys(held.start));
  onBeforeUnmount(() => holdKeys(null));
}
