import { onScopeDispose } from 'vue';

/** How long a finger rests, milliseconds, and how far it may slip meanwhile, CSS pixels. */
const duration = 500;
const slip = 10;

/** Hears a finger that rests on something; the tap that ends it is swallowed. The handlers belong on the list around. */
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
    /** Keeps the browser's own menu away, which a long press would open. */
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
