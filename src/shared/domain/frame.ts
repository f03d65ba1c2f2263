/** A picture as the station handles it: RGB, interleaved, one byte a channel. */
export interface Frame {
  /** Width in pixels, ≥ 1. */
  readonly width: number;
  /** Height in pixels, ≥ 1. */
  readonly height: number;
  /** Pixels `[H, W, 3]`, row-major, 0..255; length is exactly `width · height · 3`. */
  readonly data: Uint8Array;
}
