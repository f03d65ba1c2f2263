/** A longer step reports its progress at this interval, ms. */
const signOfLife = 10_000;
/** In quiet mode, a step within this time prints nothing, ms. */
const noticeable = 1000;

/**
 * Shows the set-up's progress: `[2/6] Dependencies … done in 12 s`.
 *
 * @param {{ total: number, first?: number, out?: { write(text: string): unknown }, quiet?: boolean }} options
 *   `first` is the number of the first step; `quiet` omits steps without work.
 */
export function createSteps({ total, first = 1, out = process.stdout, quiet = false }) {
  let number = first - 1;

  /**
   * @param {string} title
   * @param {(say: (text: string) => void) => Promise<string | undefined> | string | undefined} work
   *   gets a function that shows one line of progress; returns the end of the step's line
   */
  return async function step(title, work) {
    number += 1;
    const label = `[${number}/${total}] ${title}`;
    const started = Date.now();
    let shown = !quiet;
    let midLine = shown;
    if (shown) out.write(`${label} … `);

    const line = (/** @type {string} */ text) => {
      if (!shown) out.write(`${label} …`);
      if (!shown || midLine) out.write('\n');
      shown = true;
      midLine = false;
      out.write(`      ${text}\n`);
    };
    const timer = setInterval(() => line(`still at it after ${duration(Date.now() - started)}`), signOfLife);
    timer.unref();
    const end = (/** @type {string} */ text) => out.write(midLine ? `${text}\n` : `${label} … ${text}\n`);
    try {
      const result = await work(line);
      const elapsed = Date.now() - started;
      if (shown || elapsed > noticeable) {
        end(`done in ${duration(elapsed)}${result === undefined ? '' : ` (${result})`}`);
      }
    } catch (error) {
      end('failed');
      throw error;
    } finally {
      clearInterval(timer);
    }
  };
}

/** Formats a duration: `0.3 s`, `12 s`, `3 min 20 s`. @param {number} milliseconds */
export function duration(milliseconds) {
  const seconds = milliseconds / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
