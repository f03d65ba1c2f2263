/*
 * The part: a cast aluminium flange, turned on its inner face. Lengths in pixels of a picture at scale 1, origin at
 * the part's centre, heights towards the camera.
 */

import { mixSeed } from './random.ts';

export const outerRadius = 196;
export const boreRadius = 56;
export const boltHoles = 6;
/** Centres of the bolt holes. */
export const boltCircle = 160;
export const boltRadius = 14;
const boltChamfer = 3;
/** The machined ring around a bolt hole. */
export const spotFaceRadius = 26;
/** A half-round notch in the rim, which shows the part's rotation. */
export const notch = { x: 197, y: 0, radius: 12 };
/** Laser-marked code on the flange: centre and side. */
export const code = { x: -160, y: 0, side: 42, modules: 14 };

const flangeHeight = 6;
const faceHeight = 14;

/** Table steps per pixel of radius. */
export const profileSteps = 4;

export interface RadialProfile {
  /** Slope of the surface outwards, height per pixel. */
  readonly slope: Float32Array;
  /** Share of the surrounding light that reaches the surface: 1 in the open, less in corners. */
  readonly openness: Float32Array;
  /** 1 on turned metal, 0 on cast. */
  readonly turned: Float32Array;
}

/** Computes the surface along a ray from the centre: bore edge, turned face with groove, step, flange, rounded rim. */
export function radialProfile(): RadialProfile {
  const count = (outerRadius + 8) * profileSteps;
  const radii = Float32Array.from({ length: count }, (_, at) => at / profileSteps);
  const height = blur(radii.map(heightAt), 3);
  const surroundings = blur(height, 10 * profileSteps);
  return {
    slope: height.map(
      (value, at) => ((height[at + 1] ?? value) - (height[at - 1] ?? value)) * (profileSteps / 2),
    ),
    openness: height.map((value, at) => 1 / (1 + 0.14 * Math.max(0, (surroundings[at] ?? 0) - value))),
    turned: blur(
      radii.map((radius) => (radius < 123 ? 1 : 0)),
      2,
    ),
  };
}

function heightAt(radius: number): number {
  if (radius < 61) return faceHeight - Math.min(61 - radius, 6);
  if (radius < 122) return faceHeight - grooveDepthAt(radius);
  if (radius < 129) {
    const share = (radius - 122) / 7;
    return faceHeight + (flangeHeight - faceHeight) * share * share * (3 - 2 * share);
  }
  if (radius < outerRadius - 6) return flangeHeight;
  const beyond = Math.min(radius - (outerRadius - 6), 5.6);
  return Math.sqrt(36 - beyond * beyond);
}

/** Returns the depth of the groove for a sealing ring. */
function grooveDepthAt(radius: number): number {
  const fromMiddle = Math.abs(radius - 95);
  return 5 * Math.min(Math.max((5.5 - fromMiddle) / 1.5, 0), 1);
}

/** Computes the surface around a bolt hole by the distance from its centre: chamfer, then a shallow machined recess. */
export function boltProfile(): RadialProfile {
  const count = (spotFaceRadius + 6) * profileSteps;
  const radii = Float32Array.from({ length: count }, (_, at) => at / profileSteps);
  const height = blur(
    radii.map((radius) => {
      const chamfer = Math.min(Math.max(boltRadius + boltChamfer - radius, 0), boltChamfer);
      const recess = 1.6 * Math.min(Math.max((spotFaceRadius - radius) / 1.2, 0), 1);
      return -recess - chamfer;
    }),
    3,
  );
  return {
    slope: height.map(
      (value, at) => ((height[at + 1] ?? value) - (height[at - 1] ?? value)) * (profileSteps / 2),
    ),
    openness: height.map((value) => 1 / (1 + 0.06 * Math.max(0, -value))),
    turned: blur(
      radii.map((radius) => (radius < spotFaceRadius ? 1 : 0)),
      2,
    ),
  };
}

/** Applies a moving mean over `2·reach + 1` steps twice; beyond the ends, the end values continue. */
function blur(values: Float32Array, reach: number): Float32Array {
  let result = values;
  for (let pass = 0; pass < 2; pass++) {
    const source = result;
    result = source.map((_, at) => {
      let sum = 0;
      for (let step = -reach; step <= reach; step++) {
        sum += source[Math.min(Math.max(at + step, 0), source.length - 1)] ?? 0;
      }
      return sum / (2 * reach + 1);
    });
  }
  return result;
}

/** Returns the code's modules by row, 1 if marked: solid left and lower border, alternating others, fixed content. */
export function codeModules(): Uint8Array {
  const { modules } = code;
  return Uint8Array.from({ length: modules * modules }, (_, at) => {
    const row = Math.floor(at / modules);
    const column = at % modules;
    if (column === 0 || row === modules - 1) return 1;
    if (row === 0) return Number(column % 2 === 0);
    if (column === modules - 1) return Number(row % 2 === 1);
    return mixSeed(at) & 1;
  });
}
