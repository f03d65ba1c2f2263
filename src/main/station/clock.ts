/**
 * A clock that never goes back. When the machine's is set back, this one goes on at half its speed until the machine's has
 * caught up: what happens later has a later time, and no time is far off for longer than twice the jump.
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

/** The station's time. Parts, and all that happens at the line, have theirs from here: a window's clock is not trusted. */
export const stationTime = createClock();
