import { noiseTile, streakTable, tileIndex, tileSide } from './noise.ts';

/** Patterns of all sample pictures; made once on first use, in some tens of milliseconds. */
export interface Textures {
  /** Brightness of the conveyor belt, `[256, 256]`, around 1. */
  readonly belt: Float32Array;
  /** Slopes of cast metal's grain, `[256, 256]`. */
  readonly grainX: Float32Array;
  readonly grainY: Float32Array;
  /** Soft unevenness of tone, `[256, 256]`, standard deviation 1. */
  readonly cloud: Float32Array;
  /** Turning marks by radius and angle, `[1024, 512]`, standard deviation 1. */
  readonly streaks: Float32Array;
}

let made: Textures | undefined;

export function textures(): Textures {
  made ??= makeTextures();
  return made;
}

function makeTextures(): Textures {
  const grain = noiseTile(11, [
    { cells: 32, weight: 0.5 },
    { cells: 64, weight: 0.8 },
    { cells: 128, weight: 1 },
  ]);
  const wear = noiseTile(12, [
    { cells: 256, weight: 1 },
    { cells: 64, weight: 0.5 },
    { cells: 8, weight: 0.5 },
  ]);
  const cloud = noiseTile(13, [
    { cells: 4, weight: 1 },
    { cells: 8, weight: 0.6 },
    { cells: 16, weight: 0.35 },
  ]);
  const at = (row: number, column: number): number => grain[tileIndex(column, row)] ?? 0;
  const slope = (down: number, right: number) =>
    Float32Array.from(grain, (_, index) => {
      const [row, column] = [Math.floor(index / tileSide), index % tileSide];
      return (at(row + down, column + right) - at(row - down, column - right)) / 2;
    });
  return {
    belt: Float32Array.from(
      wear,
      (value, index) => weave(index % tileSide, Math.floor(index / tileSide)) + value * 0.07,
    ),
    grainX: slope(0, 1),
    grainY: slope(1, 0),
    cloud,
    streaks: streakTable(14),
  };
}

/** Returns the fabric pattern of a belt: a lattice of low bumps, 64 × 43 per tile. */
function weave(x: number, y: number): number {
  const warp = Math.sin((2 * Math.PI * x * 64) / tileSide + (y % 2 === 0 ? 0 : 0.6));
  const weft = Math.sin((2 * Math.PI * y * 43) / tileSide);
  return 1 + 0.13 * warp * weft + 0.05 * weft;
}
