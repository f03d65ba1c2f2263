/** A source of random numbers that gives the same sequence for the same seed. */
export interface RandomSource {
  /** Returns a uniform number in [low, high). */
  uniform(low: number, high: number): number;
  /** Returns a normal number with mean 0 and standard deviation 1. */
  normal(): number;
  /** Returns one of 0 … count − 1. */
  index(count: number): number;
}

/** Mixes integers into a 32-bit integer, so that similar inputs give very different results. */
export function mixSeed(...parts: readonly number[]): number {
  let hash = 0x9e3779b9;
  for (const part of parts) {
    hash = Math.imul(hash ^ part, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash >>> 0;
}

/** Makes a Mulberry32 source. @param seed any integer; only its low 32 bits are used */
export function randomSource(seed: number): RandomSource {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let hash = Math.imul(state ^ (state >>> 15), state | 1);
    hash ^= hash + Math.imul(hash ^ (hash >>> 7), hash | 61);
    return ((hash ^ (hash >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    uniform: (low, high) => low + (high - low) * next(),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    index: (count) => Math.floor(next() * count),
  };
}
