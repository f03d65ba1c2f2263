import { onScopeDispose } from 'vue';

/** Time that a finger must rest, milliseconds, and how far it may move meanwhile, CSS pixels. */
const duration = 500;
const slip = 10;

/** Detects a long press and suppresses the click at its end. Bind the handlers to the surrounding list. */
export function useLongPress(onPress: (target: EventTarget | null) => void) {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let from = { x: 0, y: 0 };
  let pressed = false;

  function cancel(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  }
  onScopeDispose(cancel);

  return {
    pointerdown(event: PointerEvent): void {
      cancel();
      pressed = false;
      if (event.pointerType !== 'touch') return;
      from = { x: event.clientX, y: event.clientY };
      timer = setTimeout(() => {
        timer = null;
        pressed = true;
        onPress(event.target);
      }, duration);
    },
    pointermove(event: PointerEvent): void {
      if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > slip) cancel();
    },
    pointerup: cancel,
    pointercancel: cancel,
    /** Suppresses the browser's own menu on a long press. */
    contextmenu(event: Event): void {
      if (pressed || timer !== null) event.preventDefault();
    },
    clickCapture(event: Event): void {
      if (!pressed) return;
      pressed = false;
      event.stopPropagation();
      event.preventDefault();
    },
  };
}
