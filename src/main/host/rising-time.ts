/** The machine's time may differ so much from the steady clock before it was set, milliseconds. */
const setBeyond = 1000;

/**
 * Milliseconds that only rise, from any beginning: for how long something lasts, such as a wait or a sign-in. A clock that is set back
 * does not prolong it, nor does a machine that slept; one that is set forward ends it early.
 *
 * @param wall the machine's time, milliseconds
 * @param steady milliseconds of a clock that nobody sets; it may stand while the machine sleeps
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

/** The rising time of this process. */
export const risingTime = createRisingTime();
