import type { WorkerEntry } from './worker-file.ts';

/** A running worker process, seen from the station. Messages are structured clones. */
export interface WorkerProcess {
  /** Sends a message. It is lost silently if the process has ended, since `onExit` reports that. */
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, with the exit code (null when a signal ended it) and what it last wrote on stderr. */
  onExit(listener: (code: number | null, lastWords: string) => void): void;
  /** Ends the process at once. */
  kill(): void;
}

/** The functions that the station needs from Electron or Node. Services never ask which host it is. */
export interface Host {
  readonly kind: 'electron' | 'headless';
  /** Starts a worker process. `environment` is added to the station's own. */
  forkWorker(entry: WorkerEntry, environment?: Readonly<Record<string, string>>): WorkerProcess;
  /** Keeps machine and screen from going to sleep, until it is called with false. */
  keepAwake(on: boolean): void;
}
