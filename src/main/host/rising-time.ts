/** A difference between the machine's clock and the steady clock beyond this means that somebody set the machine's clock, milliseconds. */
const setBeyond = 1000;

/**
 * Creates a time that only rises, milliseconds from an arbitrary start. Use it for durations, such as waits and sign-ins: neither a clock
 * that is set back nor a sleep of the machine prolongs them. A clock that is set forward ends them early.
 *
 * @param wall the machine's time, milliseconds
 * @param steady milliseconds of a monotonic clock; it may stop while the machine sleeps
 */
export function createRisingTime(
  wall: () => number = () => Date.now(),
  steady: () => number = () => performance.now(),
): () => number {
  let ahead = wall() - steady();
  let leapt = 0;
  return () => {
    const now = steady();
    const leap = wall() - now - ahead;
    if (Math.abs(leap) > setBeyond) {
      ahead += leap;
      leapt += Math.max(0, leap);
    }
    return now + leapt;
  };
}

/** This process's rising time, milliseconds. */
export const risingTime = createRisingTime();
