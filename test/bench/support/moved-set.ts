import { readdirSync, existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import sharp from 'sharp';
import { frameInPlace, maskOverPicture } from '../../../src/main/images/alignment/warp.ts';
import { pixelsOfFrame } from '../../../src/main/images/likeness/measure-picture.ts';
import { readImageFile } from '../../../src/main/images/read-image-file.ts';
import { seededRandom, type Random } from '../../../src/main/networks/random.ts';
import { motionOf, type Motion } from '../../../src/shared/domain/pose.ts';

/** Range of the parts' random motion. */
export interface Movement {
  /** Largest rotation in both directions, degrees. */
  readonly angle: number;
  /** Largest shift in both directions, share of the picture. */
  readonly shift: number;
}

/** Most images of the set to use, evenly spread. */
export interface MostImages {
  readonly training: number;
  readonly ofKind: number;
}

/** Enlargement of the canvas below the picture, so that parts that fill the picture can move; its border is repeated around it. */
const ground = 1.3;

/**
 * Writes a copy of a labelled set with each part moved by a motion of its own, together with its ground truth.
 *
 * @param movement null: nothing moves, everything else is the same
 */
export async function writeMovedSet(
  from: string,
  to: string,
  movement: Movement | null,
  seed: number,
  most: MostImages,
): Promise<void> {
  const random = seededRandom(seed);
  for (const part of ['train', 'test']) {
    for (const kind of readdirSync(join(from, part)).toSorted()) {
      const folder = join(to, part, kind);
      await mkdir(folder, { recursive: true });
      const names = readdirSync(join(from, part, kind)).toSorted();
      for (const name of spread(names, part === 'train' ? most.training : most.ofKind)) {
        const { frame } = await readImageFile(join(from, part, kind, name));
        const motion = drawn(movement, frame.width / frame.height, random);
        const { width, height, data } = frameInPlace(pixelsOfFrame(frame), motion);
        const stem = basename(name, extname(name));
        await sharp(data, { raw: { width, height, channels: 3 } })
          .png()
          .toFile(join(folder, `${stem}.png`));
        const truth = join(from, 'ground_truth', kind, `${stem}_mask.png`);
        if (part === 'test' && existsSync(truth)) {
          await moveMask(truth, join(to, 'ground_truth', kind), stem, motion);
        }
      }
    }
  }
}

async function moveMask(from: string, folder: string, stem: string, motion: Motion): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { data, info } = await sharp(from).extractChannel(0).raw().toBuffer({ resolveWithObject: true });
  const mask = maskOverPicture(data, info, motion);
  const { width, height } = info;
  await sharp(mask, { raw: { width, height, channels: 1 } })
    .png()
    .toFile(join(folder, `${stem}_mask.png`));
}

/** Draws a motion from a place in the new picture to the place in the old one. */
function drawn(movement: Movement | null, aspect: number, random: Random): Motion {
  const { angle, shift } = movement ?? { angle: 0, shift: 0 };
  const some = (most: number): number => (2 * random.next() - 1) * most;
  const turn = { angle: (some(angle) * Math.PI) / 180, right: some(shift), down: some(shift) };
  const [a, b, c, d, e, f] = motionOf(turn, { x: 0.5, y: 0.5 }, aspect);
  const larger = (value: number): number => 0.5 + ground * (value - 0.5);
  return [ground * a, ground * b, larger(c), ground * d, ground * e, larger(f)];
}

function spread(names: readonly string[], most: number): string[] {
  const apart = Math.max(1, names.length / most);
  return Array.from(
    { length: Math.min(names.length, most) },
    (_, index) => names[Math.floor(index * apart)] ?? '',
  );
}
