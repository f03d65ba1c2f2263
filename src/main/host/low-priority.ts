import { readdirSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';

/**
 * Lowers this process's priority, so that the line goes first. Linux keeps one priority for each thread: the function sets it for all
 * threads that exist; later threads inherit it.
 *
 * @param priority the operating system's priority; with the lowest, the process hardly runs on a machine that is always busy
 */
export function takeLowPriority(priority: number = constants.priority.PRIORITY_LOW): void {
  // The station may have been started with a lower priority already; only an administrator may raise it.
  const lower = Math.max(getPriority(), priority);
  setPriority(lower);
  if (process.platform !== 'linux') return;
  for (const thread of readdirSync('/proc/self/task')) {
    try {
      setPriority(Number(thread), lower);
    } catch {
      // The thread has ended in the meantime.
    }
  }
}
