/** Least sideways distance of a swipe, CSS pixels, and its least ratio to the vertical distance. */
const least = 64;
const slope = 2;

/** Detects swipes to the left or right over an element, except on parts with gestures of their own. */
export function useSwipe(onSwipe: (way: 1 | -1) => void) {
  let from: { readonly x: number; readonly y: number; readonly id: number } | null = null;

  return {
    pointerdown(event: PointerEvent): void {
      const target = event.target instanceof Element ? event.target : null;
      const own = target?.closest('input, select, textarea, canvas, [role="slider"], [data-own-gestures]');
      from =
        event.pointerType === 'touch' && event.isPrimary && !own
          ? { x: event.clientX, y: event.clientY, id: event.pointerId }
          : null;
    },
    pointerup(event: PointerEvent): void {
      if (from?.id !== event.pointerId) return;
      const [across, down] = [event.clientX - from.x, event.clientY - from.y];
      from = null;
      if (Math.abs(across) < least || Math.abs(across) < slope * Math.abs(down)) return;
      // A swipe to the left shows the next one, as if it came in from the right.
      onSwipe(across < 0 ? 1 : -1);
    },
    pointercancel(): void {
      from = null;
    },
  };
}
