import { boltHoleAngle, clearEffect, type BlemishEffect } from './blemish.ts';
import { streakAngles, tileIndex } from './noise.ts';
import {
  boltCircle,
  boltHoles,
  boltProfile,
  boltRadius,
  boreRadius,
  code,
  codeModules,
  notch,
  outerRadius,
  profileSteps,
  radialProfile,
  spotFaceRadius,
  type RadialProfile,
} from './part-shape.ts';
import type { Scene } from './scene.ts';
import type { SurfacePoint } from './shading.ts';
import type { Textures } from './textures.ts';

/** The surface at a point of the picture, in the part's coordinates. */
export interface PartSample extends SurfacePoint {
  /** Share of the pixel that the part covers, 0..1; the rest shows what is below. */
  cover: number;
  /** Share covered by foreign matter, 0..1. */
  stain: number;
  /** True inside the defect. */
  defective: boolean;
}

/** Shape shared by all parts; made on first use, so that a station without the sample product starts faster. */
let shape:
  { readonly face: RadialProfile; readonly bolt: RadialProfile; readonly modules: Uint8Array } | undefined;
const anglesPerRadian = streakAngles / (2 * Math.PI);
/** Cosines and sines of the bolt holes' directions. */
const boltCos = Float64Array.from({ length: boltHoles }, (_, hole) => Math.cos(boltHoleAngle(hole)));
const boltSin = Float64Array.from({ length: boltHoles }, (_, hole) => Math.sin(boltHoleAngle(hole)));
/** Distance from a bolt hole's centre at which its machined ring has blended into the cast surface. */
const boltReach = spotFaceRadius + 4;

/**
 * Makes a function that computes the part's surface in a scene.
 *
 * @param lightX direction from the part's centre to the main lamp in the part's plane, unit length
 * @returns a function that fills `sample` for a point at most 200 pixels from the centre; its x and y are read
 */
export function partSurface(
  scene: Scene,
  textures: Textures,
  lightX: number,
  lightY: number,
): (sample: PartSample) => void {
  shape ??= { face: radialProfile(), bolt: boltProfile(), modules: codeModules() };
  const { face, bolt, modules } = shape;
  const { blemish } = scene;
  const effect: BlemishEffect = { height: 0, stain: 0, gloss: 0, missing: 0, broken: 0, inside: false };
  const beside: BlemishEffect = { ...effect };
  const streakAt = (radius: number, angle: number, row: number): number => {
    const along = Math.floor(angle * anglesPerRadian + scene.streakAngle) & (streakAngles - 1);
    const from = radius * 1.6;
    const whole = Math.floor(from);
    const first = textures.streaks[(whole + row) * streakAngles + along] ?? 0;
    const second = textures.streaks[(whole + row + 1) * streakAngles + along] ?? 0;
    return (first + (second - first) * (from - whole)) * scene.markDepth;
  };

  const spotFace = (sample: PartSample): void => {
    const { x, y } = sample;
    const sector = Math.floor((Math.atan2(y, x) / (2 * Math.PI)) * boltHoles + boltHoles) % boltHoles;
    const fromX = x - boltCircle * (boltCos[sector] ?? 0);
    const fromY = y - boltCircle * (boltSin[sector] ?? 0);
    const distance = length(fromX, fromY);
    if (distance >= boltReach) return;
    sample.cover = Math.min(sample.cover, clamp(distance - boltRadius + 0.5));
    const at = Math.round(distance * profileSteps);
    sample.turned = bolt.turned[at] ?? 0;
    sample.openness *= bolt.openness[at] ?? 1;
    const slope = bolt.slope[at] ?? 0;
    sample.acrossX = fromX / (distance || 1);
    sample.acrossY = fromY / (distance || 1);
    sample.slopeX += slope * sample.acrossX;
    sample.slopeY += slope * sample.acrossY;
    if (sample.turned > 0) {
      sample.streak = streakAt(distance, Math.atan2(fromY, fromX), scene.streakRadius + 300 + sector * 20);
    }
  };

  const addBlemish = (sample: PartSample): void => {
    if (blemish === null) return;
    const { x, y } = sample;
    const fromX = x - blemish.x;
    const fromY = y - blemish.y;
    if (fromX * fromX + fromY * fromY > blemish.reach * blemish.reach) return;
    clearEffect(effect);
    blemish.effectAt(x, y, effect);
    clearEffect(beside);
    blemish.effectAt(x + 0.5, y, beside);
    const right = beside.height;
    clearEffect(beside);
    blemish.effectAt(x, y + 0.5, beside);
    const keep = 1 - effect.broken;
    sample.slopeX = sample.slopeX * keep + (right - effect.height) * 2;
    sample.slopeY = sample.slopeY * keep + (beside.height - effect.height) * 2;
    sample.turned *= keep;
    sample.gloss = effect.gloss;
    sample.stain = effect.stain;
    // Over a hole, there is no material to damage.
    sample.defective = effect.inside && sample.cover > 0;
    sample.cover = Math.min(sample.cover, 1 - effect.missing);
    // Less surrounding light reaches the bottom of a hollow.
    if (effect.height < 0) sample.openness *= 1 / (1 - 0.07 * effect.height);
  };

  return (sample) => {
    const { x, y } = sample;
    const radius = length(x, y);
    const at = Math.round(radius * profileSteps);
    const toRim = outerRadius - radius;
    const toNotch = length(x - notch.x, y - notch.y) - notch.radius;
    sample.cover = Math.min(clamp(toRim + 0.5), clamp(radius - boreRadius + 0.5), clamp(toNotch + 0.5));
    sample.acrossX = x / (radius || 1);
    sample.acrossY = y / (radius || 1);
    sample.turned = face.turned[at] ?? 0;
    sample.openness = face.openness[at] ?? 1;
    sample.streak = 0;
    sample.gloss = 0;
    sample.stain = 0;
    sample.defective = false;
    const slope = face.slope[at] ?? 0;
    sample.slopeX = slope * sample.acrossX;
    sample.slopeY = slope * sample.acrossY;
    if (toNotch < 2.5) {
      const rounding = (2.5 - toNotch) * 0.4;
      sample.slopeX -= ((x - notch.x) / notch.radius) * -rounding;
      sample.slopeY -= ((y - notch.y) / notch.radius) * -rounding;
    }

    // The raised face shades the flange behind it, and the groove's wall shades its bottom.
    sample.lit = radius > 123 ? clamp((length(x + lightX * 5, y + lightY * 5) - 122) / 5 + 0.2) : 1;
    const tile = tileIndex(Math.floor(x) + scene.grainX, Math.floor(y) + scene.grainY);
    sample.tone = 1 + 0.018 * (textures.cloud[tile] ?? 0);

    if (radius > boltCircle - boltReach && radius < boltCircle + boltReach) spotFace(sample);
    if (radius < 124) sample.streak = streakAt(radius, Math.atan2(y, x), scene.streakRadius);
    addBlemish(sample);

    const cast = 1 - sample.turned;
    sample.slopeX += cast * 0.2 * (textures.grainX[tile] ?? 0);
    sample.slopeY += cast * 0.2 * (textures.grainY[tile] ?? 0);
    sample.tone *= 1 - cast * (1 - 0.78 * scene.castTone);
    if (Math.abs(x - code.x) < 28 && Math.abs(y - code.y) < 28) sample.tone *= codeTone(modules, x, y);
  };
}

/** Returns the tone of the laser-marked code: dark modules on a field brightened by the laser. */
function codeTone(modules: Uint8Array, x: number, y: number): number {
  const left = x - code.x + code.side / 2;
  const top = y - code.y + code.side / 2;
  const inField = clamp(Math.min(left, top, code.side - left, code.side - top) + 3.5);
  const step = code.side / code.modules;
  const column = Math.floor(left / step);
  const row = Math.floor(top / step);
  const inCode = column >= 0 && row >= 0 && column < code.modules && row < code.modules;
  const marked = inCode && modules[row * code.modules + column] === 1;
  return marked ? 0.36 : 1 + 0.16 * inField;
}

function length(x: number, y: number): number {
  return Math.sqrt(x * x + y * y);
}

function clamp(value: number): number {
  return value < 0 ? 0 : value > 1 ? 1 : value;
}
