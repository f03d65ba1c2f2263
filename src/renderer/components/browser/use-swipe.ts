/** How far a finger goes sideways to mean it, CSS pixels, and how much farther than up or down. */
const least = 64;
const slope = 2;

/** Hears a finger that wipes sideways over something; what has sideways gestures of its own is left alone. */
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
      // The next one comes from where the finger goes away from.
      onSwipe(across < 0 ? 1 : -1);
    },
    pointercancel(): void {
      from = null;
    },
  };
}
