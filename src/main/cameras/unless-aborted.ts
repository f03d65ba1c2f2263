/**
 * Waits for the work or for the signal, whichever comes first. The work's later result is ignored.
 *
 * @returns the work's result; undefined if the signal aborted first
 */
export async function unlessAborted<Result>(
  work: Promise<Result> | Result,
  signal: AbortSignal,
): Promise<Result | undefined> {
  const { promise: aborted, resolve } = Promise.withResolvers<undefined>();
  const onAbort = (): void => resolve(undefined);
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
