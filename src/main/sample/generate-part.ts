import type { Frame } from '../../shared/domain/frame.ts';
import { belowPart } from './below.ts';
import type { DefectKind } from './blemish.ts';
import { exposePicture } from './camera-sensor.ts';
import { partSurface, type PartSample } from './part-surface.ts';
import { outerRadius } from './part-shape.ts';
import { makeScene, sceneHeight, sceneWidth, type Scene } from './scene.ts';
import { metalShader } from './shading.ts';
import { textures } from './textures.ts';

/** A picture of a sample part. */
export interface SamplePart {
  readonly frame: Frame;
  /** Ground truth `[480, 640]`, 255 inside the defect, else 0. */
  readonly mask: Uint8Array;
  readonly defect: DefectKind | null;
}

/** Reused for each picture, because clearing new memory would take longer than writing it. */
let light: Float32Array | undefined;

const stainColour = [0.1, 0.062, 0.03] as const;

/**
 * Renders a picture of a cast and turned flange on a conveyor belt, 640 × 480, with or without a defect. The same seed
 * gives the same picture; the good and the defective part of a seed differ only in the defect.
 *
 * @param seed any integer; only its low 32 bits are used
 */
export function generatePart(seed: number, defect?: DefectKind): SamplePart {
  const scene = makeScene(seed, defect);
  const mask = new Uint8Array(sceneWidth * sceneHeight);
  const data = exposePicture(render(scene, mask), sceneHeight, sceneWidth, scene);
  return { frame: { width: sceneWidth, height: sceneHeight, data }, mask, defect: defect ?? null };
}

/** Returns the linear light of every pixel, `[480, 640, 3]`, and marks the defect in the mask. */
function render(scene: Scene, mask: Uint8Array): Float32Array {
  light ??= new Float32Array(sceneWidth * sceneHeight * 3);
  const cos = Math.cos(scene.rotation) / scene.scale;
  const sin = Math.sin(scene.rotation) / scene.scale;
  const [lightX, lightY] = mainLight(scene);
  const patterns = textures();
  const below = belowPart(scene, patterns, lightX, lightY);
  const surface = partSurface(scene, patterns, lightX, lightY);
  const shade = metalShader(scene);
  const belowRgb = new Float64Array(3);
  const metalRgb = new Float64Array(3);
  const sample: PartSample = {
    x: 0,
    y: 0,
    slopeX: 0,
    slopeY: 0,
    acrossX: 0,
    acrossY: 0,
    turned: 0,
    streak: 0,
    openness: 1,
    lit: 1,
    tone: 1,
    gloss: 0,
    cover: 0,
    stain: 0,
    defective: false,
  };
  const reach = (outerRadius + 2) ** 2;
  for (let row = 0; row < sceneHeight; row++) {
    for (let column = 0; column < sceneWidth; column++) {
      const fromX = column + 0.5 - scene.centreX;
      const fromY = row + 0.5 - scene.centreY;
      sample.x = cos * fromX + sin * fromY;
      sample.y = cos * fromY - sin * fromX;
      let cover = 0;
      if (sample.x * sample.x + sample.y * sample.y < reach) {
        surface(sample);
        cover = sample.cover;
        if (cover > 0) shade(sample, metalRgb);
        if (sample.defective) mask[row * sceneWidth + column] = 255;
      }
      if (cover < 1) below(column, row, sample.x, sample.y, belowRgb);
      const at = (row * sceneWidth + column) * 3;
      for (let channel = 0; channel < 3; channel++) {
        const metal = metalRgb[channel] ?? 0;
        const through = cover > 0 ? metal + ((stainColour[channel] ?? 0) - metal) * sample.stain : 0;
        light[at + channel] = through * cover + (belowRgb[channel] ?? 0) * (1 - cover);
      }
    }
  }
  return light;
}

/** Returns the direction to the main lamp in the part's plane and coordinates, unit length. */
function mainLight(scene: Scene): [number, number] {
  const lamp = scene.lamps[0] ?? { x: -1, y: -1 };
  const length = Math.hypot(lamp.x, lamp.y);
  const cos = Math.cos(scene.rotation);
  const sin = Math.sin(scene.rotation);
  return [(cos * lamp.x + sin * lamp.y) / length, (cos * lamp.y - sin * lamp.x) / length];
}
