/** The worker's end of its connection to the station. Messages are structured clones. */
export interface WorkerPort {
  /** Sends a message. It is lost if the station has ended. */
  send(message: unknown): void;
  /** Messages that arrive before the first listener are kept for it. */
  onMessage(listener: (message: unknown) => void): void;
}

/** `process.parentPort`, which Electron adds in a utility process. */
interface UtilityParent {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
}

function isUtilityParent(value: unknown): value is UtilityParent {
  return typeof value === 'object' && value !== null && 'postMessage' in value && 'on' in value;
}

/**
 * Returns the calling process's connection to the station, with either host.
 *
 * The worker ends itself when the station has ended. It ignores signals from the terminal, because the station
 * ends its workers in order.
 *
 * @throws Error when no station started this process
 */
export function workerPort(): WorkerPort {
  const utilityParent: unknown = Reflect.get(process, 'parentPort');
  if (isUtilityParent(utilityParent)) {
    leaveSignalsToStation();
    // Electron only warns of a rejected promise in a utility process. Plain Node ends the process; this does the same.
    process.on('unhandledRejection', (error) => {
      throw error instanceof Error ? error : new Error(String(error));
    });
    return {
      send: (message) => utilityParent.postMessage(message),
      onMessage: (listener) => utilityParent.on('message', (event) => listener(event.data)),
    };
  }
  if (!process.send) throw new Error('This program is started by the station, not by hand');
  process.on('disconnect', () => process.exit(0));
  leaveSignalsToStation();
  return {
    send: (message) => process.send?.(message, undefined, undefined, () => undefined),
    onMessage: (listener) => process.on('message', listener),
  };
}

/** Ignores signals: a terminal sends Ctrl-C to the workers as well as to the station. */
function leaveSignalsToStation(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
}
