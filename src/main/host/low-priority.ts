import { readdirSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';

/**
 * Has this process work when nothing more urgent does: an inspection of the line goes first. Linux keeps a priority for each
 * thread: those that there are get it here, later ones have it from the thread that starts them.
 *
 * @param priority of the operating system's; the lowest gets next to nothing of a machine that is busy throughout
 */
export function takeLowPriority(priority: number = constants.priority.PRIORITY_LOW): void {
  // Whoever started the station may have given it less already, and only an administrator may raise it again.
  const lower = Math.max(getPriority(), priority);
  setPriority(lower);
  if (process.platform !== 'linux') return;
  for (const thread of readdirSync('/proc/self/task')) {
    try {
      setPriority(Number(thread), lower);
    } catch {
      // The thread has ended meanwhile.
    }
  }
}
