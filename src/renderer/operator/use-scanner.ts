import { onBeforeUnmount, onMounted } from 'vue';
import { holdKeys } from '../components/browser/use-keys.ts';
import { createScanReader, longestGap } from './scan-reader.ts';

const isTextField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches('textarea, input:not([type="checkbox"], [type="radio"], [type="range"])'));

/**
 * Hears a scanner that types like a keyboard, wherever the focus is, but not while someone is in a text field: what is
 * typed there belongs to it. A key of the view acts only once it is certain that no scan began with it.
 */
export function useScanner(onCode: (code: string) => unknown): void {
  const reader = createScanReader();
  let held: ReturnType<typeof setTimeout> | undefined;

  const hear = (event: KeyboardEvent): void => {
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || isTextField(event.target)) return;
    const code = reader.press(event.key, event.timeStamp);
    if (reader.isFast) clearTimeout(held);
    // A list that has the focus must not follow the letters of a code.
    if (event.target instanceof HTMLSelectElement && event.key.length === 1) event.preventDefault();
    if (code === null) return;
    event.preventDefault();
    event.stopPropagation();
    onCode(code);
  };
  const hold = (run: () => void): void => {
    clearTimeout(held);
    held = setTimeout(run, longestGap);
  };
  onMounted(() => {
    window.addEventListener('keydown', hear, { capture: true });
    holdKeys(hold);
  });
  onBeforeUnmount(() => {
    window.removeEventListener('keydown', hear, { capture: true });
    holdKeys(null);
    clearTimeout(held);
  });
}
