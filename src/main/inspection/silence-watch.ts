/** Watches whether parts keep coming to a session. */
export interface SilenceWatch {
  /** Records the arrival of a part. */
  heard(): void;
  stop(): void;
}

export interface SilenceWatchParts {
  /**
   * Seconds without a part until `onSilence`; 0: never. Called each time, so that a change takes effect at
   * once.
   */
  readonly seconds: () => number;
  readonly isPaused: () => boolean;
  /** Called once per silence. */
  readonly onSilence: (seconds: number) => void;
}

const lookEveryMs = 500;

/** Watches for silence. Pauses do not count; the time starts over after a pause. */
export function watchSilence({ seconds, isPaused, onSilence }: SilenceWatchParts): SilenceWatch {
  let since = performance.now();
  let isTold = false;
  function begin(): void {
    since = performance.now();
    isTold = false;
  }
  const timer = setInterval(() => {
    if (isPaused()) return begin();
    if (isTold) return;
    const most = seconds();
    if (most === 0 || performance.now() - since < most * 1_000) return;
    isTold = true;
    onSilence(most);
  }, lookEveryMs).unref();
  return { heard: begin, stop: () => clearInterval(timer) };
}
