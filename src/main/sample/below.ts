import { boltHoleAngle } from './blemish.ts';
import { tileIndex } from './noise.ts';
import { boltCircle, boltHoles, boltRadius, boreRadius, outerRadius } from './part-shape.ts';
import type { Scene } from './scene.ts';
import type { Textures } from './textures.ts';

const beltColour = [0.05, 0.072, 0.068] as const;
/** Scale of the belt and of a hole's lower edge towards the picture's middle, over which the camera is. */
const depthScale = 0.965;

/**
 * Makes a function that renders what is below the part: the belt with the part's shadow, and through the holes the
 * hole's wall and the belt.
 *
 * @param lightX direction from the part's centre to the main lamp in the part's plane, unit length
 * @returns a function of the picture's pixel and the part's coordinates that writes linear red, green, blue to `rgb`
 */
export function belowPart(
  scene: Scene,
  textures: Textures,
  lightX: number,
  lightY: number,
): (column: number, row: number, x: number, y: number, rgb: Float64Array) => void {
  return (column, row, x, y, rgb) => {
    const tile = tileIndex(column + scene.beltX, row + scene.beltY);
    const radius = Math.sqrt(x * x + y * y);
    let light: number;
    if (radius > boltCircle + boltRadius + 2) {
      // Soft shadow: the shadow's edge extends over some pixels, and is darkest at the part.
      const towards = length(x + lightX * 11, y + lightY * 11) - outerRadius;
      light =
        (0.2 + 0.8 * smooth((towards + 9) / 20)) * (0.55 + 0.45 * smooth((radius - outerRadius + 1) / 12));
    } else {
      const [holeX, holeY, holeRadius] = nearestHole(x, y, radius);
      const wall = wallLight(x, y, holeX, holeY, holeRadius, lightX, lightY, rgb);
      if (wall) return;
      const open =
        holeRadius - length(x - holeX + lightX * holeRadius * 0.5, y - holeY + lightY * holeRadius * 0.5);
      light = 0.14 + 0.5 * smooth(open / 8 + 0.5) * Math.min(1, holeRadius / 40);
    }
    const tone = (textures.belt[tile] ?? 1) * light * (1 + 0.05 * (textures.cloud[tile] ?? 0));
    rgb[0] = beltColour[0] * tone;
    rgb[1] = beltColour[1] * tone;
    rgb[2] = beltColour[2] * tone;
  };
}

function nearestHole(x: number, y: number, radius: number): [number, number, number] {
  if (radius < boreRadius + 10) return [0, 0, boreRadius];
  const sector = Math.floor((Math.atan2(y, x) / (2 * Math.PI)) * boltHoles + boltHoles) % boltHoles;
  const angle = boltHoleAngle(sector);
  return [boltCircle * Math.cos(angle), boltCircle * Math.sin(angle), boltRadius];
}

/** Writes the light from a hole's wall. @returns false where the belt is visible instead of the wall */
function wallLight(
  x: number,
  y: number,
  holeX: number,
  holeY: number,
  holeRadius: number,
  lightX: number,
  lightY: number,
  rgb: Float64Array,
): boolean {
  // The lower edge of the hole, scaled towards the middle of the picture.
  const lowerX = holeX * depthScale;
  const lowerY = holeY * depthScale;
  const fromLower = length(x - lowerX, y - lowerY) - holeRadius * depthScale;
  if (fromLower < -0.5) return false;
  const distance = length(x - holeX, y - holeY) || 1;
  // The wall faces the hole's axis; the lamp lights the side away from it.
  const facing = -((x - holeX) * lightX + (y - holeY) * lightY) / distance;
  const light = 0.035 + 0.3 * Math.max(0, facing) ** 1.5;
  rgb[0] = light * 0.97;
  rgb[1] = light * 0.98;
  rgb[2] = light;
  return true;
}

function length(x: number, y: number): number {
  return Math.sqrt(x * x + y * y);
}

function smooth(share: number): number {
  const clamped = share < 0 ? 0 : share > 1 ? 1 : share;
  return clamped * clamped * (3 - 2 * clamped);
}
