import type { Scene } from './scene.ts';

/** Optical properties of a point of the surface. Directions are in the part's coordinates. */
export interface SurfacePoint {
  x: number;
  y: number;
  /** Slopes of the surface. */
  slopeX: number;
  slopeY: number;
  /** Unit vector across the turning marks; any unit vector on cast metal. */
  acrossX: number;
  acrossY: number;
  /** 1 on turned metal, 0 on cast. */
  turned: number;
  /** Strength of the turning mark here, standard deviation about 1. */
  streak: number;
  /** Share of the surrounding light that reaches this point, 0..1. */
  openness: number;
  /** Share of the main lamp's light that reaches this point, 0..1. */
  lit: number;
  /** Relative brightness, around 1. */
  tone: number;
  gloss: number;
}

/** Height of the camera over the part, pixels. */
const cameraHeight = 1500;
const ambient = [0.24, 0.25, 0.27] as const;

/**
 * Makes a shader for light from a metal surface to the camera: Lambert, plus Ward's anisotropic lobe (Ward 1992). The
 * lobe is wider across the turning marks and gives turned faces their bow-tie highlight.
 *
 * @returns a function that writes linear red, green, blue to `rgb`
 */
export function metalShader(scene: Scene): (point: SurfacePoint, rgb: Float64Array) => void {
  const cos = Math.cos(scene.rotation);
  const sin = Math.sin(scene.rotation);
  const toPart = (x: number, y: number): [number, number] => [cos * x + sin * y, cos * y - sin * x];
  const shiftX = scene.centreX - 320;
  const shiftY = scene.centreY - 240;
  const lamps = scene.lamps.map(({ x, y, z, colour }) => {
    const [partX, partY] = toPart(x - shiftX, y - shiftY);
    return { x: partX, y: partY, z, colour };
  });
  const [cameraX, cameraY] = toPart(-shiftX, -shiftY);

  return (point, rgb) => {
    const { x, y, slopeX, slopeY, acrossX, acrossY, turned, streak } = point;
    const normalLength = Math.sqrt(1 + slopeX * slopeX + slopeY * slopeY);
    const slopeAcross = slopeX * acrossX + slopeY * acrossY;
    const slopeAlong = slopeY * acrossX - slopeX * acrossY;
    const acrossLength = Math.sqrt(1 + slopeAcross * slopeAcross);
    const alongLength = Math.sqrt(1 + slopeAlong * slopeAlong);

    let viewX = cameraX - x;
    let viewY = cameraY - y;
    const viewLength = Math.sqrt(viewX * viewX + viewY * viewY + cameraHeight * cameraHeight);
    viewX /= viewLength;
    viewY /= viewLength;
    const viewZ = cameraHeight / viewLength;

    const diffuse = 0.27 - 0.15 * turned;
    const glossy = (0.2 + 0.62 * turned) * (1 + 0.26 * turned * streak) + point.gloss;
    const widthAlong = 0.36 - 0.17 * turned;
    const widthAcross = 0.36 + 0.2 * turned;
    const tone = point.tone * (1 + 0.035 * turned * streak);

    const sky = point.openness * (0.55 + 0.45 / normalLength) * (diffuse + 0.3 * glossy);
    let red = sky * ambient[0];
    let green = sky * ambient[1];
    let blue = sky * ambient[2];
    let seen = point.lit;
    for (const lamp of lamps) {
      let lightX = lamp.x - x;
      let lightY = lamp.y - y;
      const lightLength = Math.sqrt(lightX * lightX + lightY * lightY + lamp.z * lamp.z);
      lightX /= lightLength;
      lightY /= lightLength;
      const lightZ = lamp.z / lightLength;
      const facing = (lightZ - slopeX * lightX - slopeY * lightY) / normalLength;
      if (facing > 0) {
        const halfX = lightX + viewX;
        const halfY = lightY + viewY;
        const halfZ = lightZ + viewZ;
        const along = (halfY * acrossX - halfX * acrossY + slopeAlong * halfZ) / (alongLength * widthAlong);
        const across =
          (halfX * acrossX + halfY * acrossY + slopeAcross * halfZ) / (acrossLength * widthAcross);
        const up = (halfZ - slopeX * halfX - slopeY * halfY) / normalLength;
        const lobe = up > 0 ? Math.exp(-(along * along + across * across) / (up * up)) : 0;
        const light = seen * (diffuse * facing + glossy * lobe * Math.min(1, facing * 4));
        red += light * lamp.colour[0];
        green += light * lamp.colour[1];
        blue += light * lamp.colour[2];
      }
      // The second lamp is on the other side, so the main lamp's shadows do not apply to it.
      seen = point.openness;
    }
    rgb[0] = red * tone * 0.97;
    rgb[1] = green * tone * 0.98;
    rgb[2] = blue * tone;
  };
}
