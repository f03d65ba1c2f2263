import type { Connection } from './connection.ts';
import { isAbort } from './failure.ts';
import type { Wires } from './wires.ts';

/**
 * Follows a stream of events until it ends or the signal aborts; resumes it whenever the connection comes back.
 *
 * @param open calls the procedure, e.g. `(signal) => client.training.watch({ jobId }, { signal })`
 * @throws what the procedure throws while connected
 */
export async function follow<T>(
  connection: Connection,
  open: (signal: AbortSignal) => Promise<AsyncIterable<T>>,
  onEvent: (event: T) => void,
  signal: AbortSignal,
): Promise<void> {
  const stopped = (): boolean => signal.aborted;
  while (!stopped()) {
    const wires = await nextOpen(connection, signal);
    if (wires === null) return;
    try {
      for await (const event of await open(signal)) onEvent(event);
      return;
    } catch (error) {
      if (stopped() || (isAbort(error) && !wires.closed)) return;
      if (!wires.closed) throw error;
    }
  }
}

function nextOpen(connection: Connection, signal: AbortSignal): Promise<Wires | null> {
  return new Promise((resolve) => {
    const stop = connection.onOpen((wires) => {
      // With an open connection the listener runs at once, before `stop` is assigned.
      queueMicrotask(() => stop());
      resolve(wires);
    });
    signal.addEventListener(
      'abort',
      () => {
        stop();
        resolve(null);
      },
      { once: true },
    );
  });
}
