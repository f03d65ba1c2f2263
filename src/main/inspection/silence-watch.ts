/** Watches that parts go on coming to a session. */
export interface SilenceWatch {
  /** A part came. */
  heard(): void;
  stop(): void;
}

export interface SilenceWatchParts {
  /** After so many seconds without a part it is time to say so; 0: never. Asked for each time, so that a change acts at once. */
  readonly seconds: () => number;
  readonly isPaused: () => boolean;
  /** Called once for each silence. */
  readonly onSilence: (seconds: number) => void;
}

const lookEveryMs = 500;

/** A pause is no silence: the time begins anew after it. */
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
