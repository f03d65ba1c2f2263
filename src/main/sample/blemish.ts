import { boltHoles, outerRadius } from './part-shape.ts';
import { mixSeed, type RandomSource } from './random.ts';

/** Kinds of defects of a sample part. */
export const defectKinds = ['scratch', 'dent', 'stain', 'chip'] as const;
export type DefectKind = (typeof defectKinds)[number];

/** Effect of a blemish on the surface at one point. */
export interface BlemishEffect {
  /** Added to the height, pixels. */
  height: number;
  /** Share of the surface covered by foreign matter, 0..1. */
  stain: number;
  /** Added to the share of reflected light, for fresh, bright metal. */
  gloss: number;
  /** Share of the part that is missing here, 0..1. */
  missing: number;
  /** Roughness of broken metal, 0..1. */
  broken: number;
  /** True inside the defect, for the ground truth. */
  inside: boolean;
}

/** A defect on the part, with its place and effect, in coordinates of the part. */
export interface Blemish {
  readonly kind: DefectKind;
  readonly x: number;
  readonly y: number;
  /** Greatest distance from (x, y) with an effect, pixels. */
  readonly reach: number;
  /** Writes the effect at a point; only called within `reach`. */
  effectAt(x: number, y: number, effect: BlemishEffect): void;
}

export function clearEffect(effect: BlemishEffect): void {
  effect.height = 0;
  effect.stain = 0;
  effect.gloss = 0;
  effect.missing = 0;
  effect.broken = 0;
  effect.inside = false;
}

/** Makes a random defect of a kind. */
export function makeBlemish(kind: DefectKind, random: RandomSource): Blemish {
  switch (kind) {
    case 'scratch':
      return scratch(random);
    case 'dent':
      return dent(random);
    case 'stain':
      return stain(random);
    case 'chip':
      return chip(random);
  }
}

/** Returns a random point on the part's surface, outside bore and rim. */
function place(random: RandomSource): { x: number; y: number } {
  const radius = random.uniform(72, 178);
  const angle = random.uniform(0, 2 * Math.PI);
  return { x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
}

/** Makes a slightly bent groove with raised edges, varying depth and thin ends. */
function scratch(random: RandomSource): Blemish {
  const { x, y } = place(random);
  const length = random.uniform(55, 120);
  const direction = random.uniform(0, Math.PI);
  const bend = random.uniform(-0.22, 0.22) * length;
  const width = random.uniform(1.6, 2.6);
  const depth = random.uniform(1.5, 2.5);
  const phase = random.uniform(0, 6);
  const [cos, sin] = [Math.cos(direction), Math.sin(direction)];
  return {
    kind: 'scratch',
    x,
    y,
    reach: length / 2 + Math.abs(bend) + 8,
    effectAt(pointX, pointY, effect) {
      const along = ((pointX - x) * cos + (pointY - y) * sin) / (length / 2);
      if (Math.abs(along) > 1) return;
      // The distance to a parabola is close enough for a slight bend.
      const across = (pointY - y) * cos - (pointX - x) * sin - bend * (along * along - 0.33);
      const distance = Math.abs(across) / Math.hypot(1, (4 * bend * along) / length);
      const pressure = Math.min(1, (1 - Math.abs(along)) * 4) * (0.75 + 0.25 * Math.sin(along * 9 + phase));
      const core = Math.exp(-((distance / width) ** 2));
      const lip = Math.exp(-(((distance - 2.1 * width) / (0.8 * width)) ** 2));
      effect.height = pressure * depth * (0.35 * lip - core);
      effect.gloss = pressure * core * 0.3;
      effect.inside = distance < 2.4 * width && pressure > 0.12;
    },
  };
}

/** Makes a hollow in the metal with a low wall around. */
function dent(random: RandomSource): Blemish {
  const { x, y } = place(random);
  const size = random.uniform(9, 14);
  const depth = size * random.uniform(0.45, 0.65);
  const flat = random.uniform(0.7, 1);
  const turn = random.uniform(0, Math.PI);
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return {
    kind: 'dent',
    x,
    y,
    reach: size * 3.2,
    effectAt(pointX, pointY, effect) {
      const along = (pointX - x) * cos + (pointY - y) * sin;
      const across = ((pointY - y) * cos - (pointX - x) * sin) / flat;
      const distance = Math.hypot(along, across) / size;
      effect.height =
        depth * (0.16 * Math.exp(-(((distance - 1.7) / 0.4) ** 2)) - Math.exp(-(distance ** 2)));
      effect.gloss = 0.1 * Math.exp(-(distance ** 2));
      effect.inside = distance < 1.75;
    },
  };
}

/** Makes a dried drop of coolant: irregular, brownish, darkest along its edge. */
function stain(random: RandomSource): Blemish {
  const { x, y } = place(random);
  const size = random.uniform(17, 28);
  const outline = wobble(random, 0.2);
  const strength = random.uniform(0.65, 0.9);
  return {
    kind: 'stain',
    x,
    y,
    reach: size * 1.9,
    effectAt(pointX, pointY, effect) {
      const distance =
        Math.hypot(pointX - x, pointY - y) / (size * outline(Math.atan2(pointY - y, pointX - x)));
      if (distance > 1.12) return;
      const cover = Math.min(1, (1.12 - distance) * 6);
      const edge = Math.exp(-(((distance - 0.93) / 0.09) ** 2));
      effect.stain = strength * cover * (0.7 + 0.3 * edge);
      effect.inside = distance < 1.05;
    },
  };
}

/** Makes a break in the rim with a rough, bright fracture surface. */
function chip(random: RandomSource): Blemish {
  // The angle keeps away from the notch, which is at angle 0.
  const angle = random.uniform(0.25, 2 * Math.PI - 0.25);
  const [x, y] = [(outerRadius + 3) * Math.cos(angle), (outerRadius + 3) * Math.sin(angle)];
  const size = random.uniform(18, 28);
  const outline = wobble(random, 0.16);
  const grain = random.index(1 << 20);
  return {
    kind: 'chip',
    x,
    y,
    reach: size * 1.7,
    effectAt(pointX, pointY, effect) {
      const distance =
        Math.hypot(pointX - x, pointY - y) / (size * outline(Math.atan2(pointY - y, pointX - x)));
      if (distance > 1) return;
      effect.missing = Math.min(Math.max((0.62 - distance) * size * 0.5 + 0.5, 0), 1);
      effect.broken = Math.min(1, (1 - distance) * size * 0.5);
      effect.height = -9 * (1 - distance) + facet(pointX, pointY, grain) * effect.broken;
      effect.gloss = 0.12 * effect.broken;
      effect.inside = Math.hypot(pointX, pointY) < outerRadius + 1;
    },
  };
}

/** Returns the height of a crystalline relief: random on a 3-pixel lattice, linear between. */
function facet(x: number, y: number, grain: number): number {
  const [column, row] = [Math.floor(x / 3), Math.floor(y / 3)];
  const [right, down] = [x / 3 - column, y / 3 - row];
  const corner = (across: number, below: number): number =>
    mixSeed(grain, column + across, row + below) / 2 ** 31 - 1;
  const above = corner(0, 0) + (corner(1, 0) - corner(0, 0)) * right;
  const below = corner(0, 1) + (corner(1, 1) - corner(0, 1)) * right;
  return (above + (below - above) * down) * 1.4;
}

/** Makes an irregular outline: a function from the angle to a factor of the radius. */
function wobble(random: RandomSource, amount: number): (angle: number) => number {
  const waves = [2, 3, 5].map((count) => ({
    count,
    phase: random.uniform(0, 2 * Math.PI),
    size: (amount * random.uniform(0.5, 1.2)) / Math.sqrt(count / 2),
  }));
  return (angle) =>
    waves.reduce((factor, { count, phase, size }) => factor + size * Math.sin(count * angle + phase), 1);
}

/** Returns the direction of a bolt hole from the part's centre, radians. */
export function boltHoleAngle(hole: number): number {
  return ((hole + 0.5) * 2 * Math.PI) / boltHoles;
}
