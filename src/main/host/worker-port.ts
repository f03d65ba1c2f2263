/** The worker's end of the line to the station. Messages are structured clones. */
export interface WorkerPort {
  /** Sends a message; lost when the station is gone. */
  send(message: unknown): void;
  /** Messages that came before the first listener are kept for it. */
  onMessage(listener: (message: unknown) => void): void;
}

/** What Electron puts on `process` in a utility process. */
interface UtilityParent {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
}

function isUtilityParent(value: unknown): value is UtilityParent {
  return typeof value === 'object' && value !== null && 'postMessage' in value && 'on' in value;
}

/**
 * The line to the station of the process that calls it, whichever host started it.
 *
 * The worker ends itself when the station goes away. Signals from the terminal are left to the station, which
 * ends its workers in order.
 *
 * @throws Error when no station started this process
 */
export function workerPort(): WorkerPort {
  const utilityParent: unknown = Reflect.get(process, 'parentPort');
  if (isUtilityParent(utilityParent)) {
    leaveSignalsToStation();
    // In a utility process Electron only warns of a rejected promise; plain Node ends the process, and so does this.
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

/** A terminal sends Ctrl-C to the station and to its workers alike. */
function leaveSignalsToStation(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
}
