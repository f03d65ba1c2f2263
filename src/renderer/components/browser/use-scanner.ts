import { useEventListener, useTimeoutFn } from '@vueuse/core';
import { onBeforeUnmount, onMounted } from 'vue';
import { holdKeys } from './use-keys.ts';
import { aloneFor, createScanReader } from './scan-reader.ts';

const isTextField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches('textarea, input:not([type="checkbox"], [type="radio"], [type="range"])'));

/** A combination such as Ctrl+C. AltGr writes characters; some systems report it as Ctrl and Alt. */
const isCommand = (event: KeyboardEvent): boolean =>
  (event.ctrlKey || event.metaKey || event.altKey) && !event.getModifierState('AltGraph');

/** What a scanner types. */
export interface ScanListener {
  onCode(code: string): unknown;
  /** A scan that was not whole: nothing of it was taken. */
  onBroken(): unknown;
}

/**
 * Hears a scanner that types like a keyboard, wherever the focus is, but not while someone is in a text field: what is
 * typed there belongs to it. A key of the view acts only once it is certain that it is no part of a scan, whole or broken
 * (decision 0076).
 */
export function useScanner({ onCode, onBroken }: ScanListener): void {
  const reader = createScanReader();
  const held = useTimeoutFn((run: () => void) => run(), aloneFor, { immediate: false });

  const hear = (event: KeyboardEvent): void => {
    if (event.repeat || isCommand(event) || isTextField(event.target)) return;
    const read = reader.press(event.key, event.timeStamp);
    const isCharacter = event.key.length === 1;
    if (!reader.isAlone || read !== null) held.stop();
    // Neither the keys of the view, nor a button or list that has the focus, may follow what is scanned.
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
