/**
 * How a process ended, after its name: “The inspection process …”.
 *
 * @param code its exit code; null when a signal ended it, as the system does when memory runs short
 */
export function howItEnded(code: number | null): string {
  return code === null ? 'was ended from outside' : `ended with exit code ${code}`;
}
