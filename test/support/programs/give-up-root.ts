import { StationError } from '../../../src/shared/domain/station-error.ts';

/** The user and group `nobody`, on every Linux. */
const nobody = 65534;

/** Gives up the rights of root for good; nothing happens for an ordinary user. */
export function giveUpRoot(): void {
  if (process.getuid?.() !== 0) return;
  process.setgroups?.([]);
  process.setgid?.(nobody);
  process.setuid?.(nobody);
}

/** Sends the failure of an action to the test, then ends. */
export async function sendFailureOf(action: () => unknown): Promise<void> {
  try {
    await action();
    process.send?.({ code: 'NONE', message: 'Nothing failed' });
  } catch (error) {
    const code = error instanceof StationError ? error.code : 'INTERNAL';
    process.send?.({ code, message: String(error) });
  }
  process.disconnect();
}
