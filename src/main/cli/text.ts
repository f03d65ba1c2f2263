/** Time left as people say it; empty while not known. */
export function timeLeft(seconds: number | null): string {
  if (seconds === null) return '';
  if (seconds < 90) return `, ${Math.ceil(seconds)} s left`;
  if (seconds < 90 * 60) return `, ${Math.round(seconds / 60)} min left`;
  return `, ${(seconds / 3600).toFixed(1)} h left`;
}

/** A share 0..1 in whole percent. */
export function percent(share: number): string {
  return `${Math.floor(share * 100)} %`;
}

/** A figure of merit, or a dash where there is none. */
export function metric(value: number | null): string {
  return value === null ? '–' : value.toFixed(4);
}

/** A number of things: `1 image`, `12 images`. */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

/** A share of the picture in percent, two decimals; what is less than they can say, but there, is told as such. */
export function areaPercent(share: number): string {
  return share > 0 && share < 1e-4 ? '< 0.01 %' : `${(share * 100).toFixed(2)} %`;
}
