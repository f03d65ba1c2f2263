import { makeBlemish, type Blemish, type DefectKind } from './blemish.ts';
import { mixSeed, randomSource } from './random.ts';

/** Size of the sample pictures, pixels. */
export const sceneWidth = 640;
export const sceneHeight = 480;

/** A lamp: a softbox over the picture. */
export interface Lamp {
  /** Position in pixels from the picture's middle; z points towards the camera. */
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** Linear light, red, green, blue. */
  readonly colour: readonly [number, number, number];
}

/** Everything that differs between pictures. */
export interface Scene {
  /** Picture coordinates of the part's centre. */
  readonly centreX: number;
  readonly centreY: number;
  /** Rotation in radians, clockwise in the picture. */
  readonly rotation: number;
  readonly scale: number;
  readonly lamps: readonly Lamp[];
  readonly exposure: number;
  /** Offsets into the noise tiles and the streak table. */
  readonly beltX: number;
  readonly beltY: number;
  readonly grainX: number;
  readonly grainY: number;
  readonly streakRadius: number;
  readonly streakAngle: number;
  /** Relative depth of the turning marks, around 1. */
  readonly markDepth: number;
  /** Brightness of the cast surface, around 1. */
  readonly castTone: number;
  readonly sensorSeed: number;
  readonly blemish: Blemish | null;
}

/** Makes the scene of a seed: the part's pose, machining, light, camera and defect. */
export function makeScene(seed: number, defect: DefectKind | undefined): Scene {
  const random = randomSource(mixSeed(seed));
  const sway = (amount: number): number => random.uniform(-amount, amount);
  return {
    centreX: sceneWidth / 2 + sway(7),
    centreY: sceneHeight / 2 + sway(6),
    rotation: sway(0.05),
    scale: 1 + sway(0.006),
    lamps: [
      { x: -380 + sway(12), y: -460 + sway(12), z: 640, colour: [1.4, 1.365, 1.31] },
      { x: 560 + sway(12), y: 130 + sway(12), z: 520, colour: [0.33, 0.36, 0.4] },
    ],
    exposure: 1 + sway(0.035),
    beltX: random.index(256),
    beltY: random.index(256),
    grainX: random.index(256),
    grainY: random.index(256),
    streakRadius: random.index(512),
    streakAngle: random.index(512),
    markDepth: 1 + sway(0.15),
    castTone: 1 + sway(0.03),
    sensorSeed: random.index(2 ** 31),
    // The blemish comes last, so that the good and the defective part of a seed differ only in the defect.
    blemish: defect === undefined ? null : makeBlemish(defect, random),
  };
}
