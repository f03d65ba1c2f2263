const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** Formats bytes in decimal units (1 kB = 1000 B), the same in every language. */
export function bytesText(bytes: number): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const value = bytes / 1000 ** power;
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[power] ?? ''}`;
}

/** Formats a time such as `2026-11-25 14:03:22 UTC`. @param at milliseconds since 1970 */
export function utcText(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
