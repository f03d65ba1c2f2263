const grouped = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });

/** Formats a count, a setting or an axis mark: `5,894`, `0.1`, `0.00001`. */
export function plainNumber(value: number): string {
  return Math.abs(value) < 1 ? String(value) : grouped.format(value);
}

/** Formats three significant digits: `0.0432`, `12.0`, `1.20e-7`. */
export function threeDigits(value: number): string {
  return value.toPrecision(3);
}

/** Formats a share 0..1 as percent: `3.1 %`. */
export function percentage(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** Rounds a coordinate in a drawing to a hundredth of a pixel. */
export function place(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Returns a line through points as the attribute `d` of an SVG path. */
export function linePath(places: readonly { readonly x: number; readonly y: number }[]): string {
  return places.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
}
