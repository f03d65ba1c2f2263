/**
 * Creates a clock that never goes back. When the machine's clock is set back, this one runs at half speed until the machine's
 * clock has caught up. Later events so have later times, and after twice the jump the two clocks agree again.
 *
 * @param wall the machine's time, milliseconds since 1970
 * @param steady milliseconds of a clock that nobody sets
 * @returns a function that tells the time, whole milliseconds since 1970
 */
export function createClock(
  wall: () => number = Date.now,
  steady: () => number = () => performance.now(),
): () => number {
  let told = Number.NEGATIVE_INFINITY;
  let askedAt = steady();
  return () => {
    const now = steady();
    const elapsed = now - askedAt;
    askedAt = now;
    told = Math.max(wall(), told + elapsed / 2);
    return Math.floor(told);
  };
}

/** The station's time. Parts and all events of the line take their times from here, since a window's clock may be wrong. */
export const stationTime = createClock();
