/** Returns the time left in words; empty if unknown. */
export function timeLeft(seconds: number | null): string {
  if (seconds === null) return '';
  if (seconds < 90) return `, ${Math.ceil(seconds)} s left`;
  if (seconds < 90 * 60) return `, ${Math.round(seconds / 60)} min left`;
  return `, ${(seconds / 3600).toFixed(1)} h left`;
}

/** Returns a share 0..1 in whole percent. */
export function percent(share: number): string {
  return `${Math.floor(share * 100)} %`;
}

/** Returns a figure of merit with four decimals; a dash for null. */
export function metric(value: number | null): string {
  return value === null ? '–' : value.toFixed(4);
}

/** Returns a number with its noun, such as `1 image` or `12 images`. */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

/** Returns a share of the picture in percent with two decimals; `< 0.01 %` if it is smaller but not 0. */
export function areaPercent(share: number): string {
  return share > 0 && share < 1e-4 ? '< 0.01 %' : `${(share * 100).toFixed(2)} %`;
}
