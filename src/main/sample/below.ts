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
  const lamp = { x: lightX, y: lightY };
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
      const hole = nearestHole(x, y, radius);
      if (writeWallLight(rgb, { x, y }, hole, lamp)) return;
      const shift = hole.radius * 0.5;
      const open = hole.radius - length(x - hole.x + lightX * shift, y - hole.y + lightY * shift);
      light = 0.14 + 0.5 * smooth(open / 8 + 0.5) * Math.min(1, hole.radius / 40);
    }
    const tone = (textures.belt[tile] ?? 1) * light * (1 + 0.05 * (textures.cloud[tile] ?? 0));
    rgb[0] = beltColour[0] * tone;
    rgb[1] = beltColour[1] * tone;
    rgb[2] = beltColour[2] * tone;
  };
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** A hole by its centre and radius, in the part's coordinates. */
interface Hole extends Place {
  readonly radius: number;
}

function nearestHole(x: number, y: number, radius: number): Hole {
  if (radius < boreRadius + 10) return { x: 0, y: 0, radius: boreRadius };
  const sector = Math.floor((Math.atan2(y, x) / (2 * Math.PI)) * boltHoles + boltHoles) % boltHoles;
  const angle = boltHoleAngle(sector);
  return { x: boltCircle * Math.cos(angle), y: boltCircle * Math.sin(angle), radius: boltRadius };
}

/** Writes the light from a hole's wall. @returns false where the belt is visible instead of the wall */
function writeWallLight(rgb: Float64Array, { x, y }: Place, hole: Hole, lamp: Place): boolean {
  // The lower edge of the hole, scaled towards the middle of the picture.
  const fromLower = length(x - hole.x * depthScale, y - hole.y * depthScale) - hole.radius * depthScale;
  if (fromLower < -0.5) return false;
  const distance = length(x - hole.x, y - hole.y) || 1;
  // The wall faces the hole's axis; the lamp lights the side away from it.
  const facing = -((x - hole.x) * lamp.x + (y - hole.y) * lamp.y) / distance;
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
