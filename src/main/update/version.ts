/** A version of the station, as package.json states it. */
export const versionPattern = /^\d{1,6}\.\d{1,6}\.\d{1,6}$/;

/** Returns a negative number if `one` is older than `other`, a positive one if newer. Both match {@link versionPattern}. */
export function compareVersions(one: string, other: string): number {
  const [ones, others] = [one.split('.').map(Number), other.split('.').map(Number)];
  const at = ones.findIndex((value, index) => value !== others[index]);
  return at === -1 ? 0 : (ones[at] ?? 0) - (others[at] ?? 0);
}
