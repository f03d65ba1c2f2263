import { readdirSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { permutation } from '../../../src/main/learning/image-order.ts';
import { readTestFolder } from '../../support/read-test-folder.ts';
import { seededRandom, type Random } from '../../../src/main/networks/random.ts';

/** Most sheets of each kind. */
const most = { training: 24, good: 20, defective: 30 } as const;
/** Longest side of a picture on a sheet, pixels. */
const longestSide = 256;

interface Tile {
  readonly width: number;
  readonly height: number;
}

/**
 * Combines a labelled set's pictures into sheets of `tiles` × `tiles`, so that the same defects become smaller relative
 * to the whole picture. Half of the training pictures make the sheets for training. Each test sheet has one test
 * picture, good or defective, at a random place among pictures of the other half, so that sheets with and without a
 * defect differ in nothing else. The folder has the layout of the set.
 */
export async function writeSheets(set: string, folder: string, tiles: number): Promise<void> {
  const random = seededRandom(tiles);
  const good = (part: string): string[] =>
    readdirSync(join(set, part, 'good'))
      .toSorted()
      .map((name) => join(set, part, 'good', name));
  const half = (which: number): string[] => good('train').filter((_, index) => index % 2 === which);
  const [training, others] = [half(0), half(1)];
  const places = tiles ** 2;
  const tile = await tileOf(training[0] ?? '');
  const sheet = (name: string, pictures: readonly (string | null)[]): Promise<unknown> =>
    writeSheet(join(folder, name), pictures, tile);
  for (const part of ['train/good', 'test/good', 'test/defect', 'ground_truth/defect']) {
    await mkdir(join(folder, part), { recursive: true });
  }
  for (let index = 0; index < Math.min(2 * training.length, most.training); index++) {
    await sheet(`train/good/${index}.png`, drawn(training, places, random));
  }
  const tested = good('test');
  for (const [index, picture] of some([...tested, ...tested], most.good, random).entries()) {
    await sheet(
      `test/good/${index}.png`,
      drawn(others, places, random).with(random.integer(places), picture),
    );
  }
  const defects = (await readTestFolder(set)).flatMap(({ path, maskPath, defective }) =>
    maskPath === null || !defective ? [] : [{ path, maskPath }],
  );
  for (const [index, { path, maskPath }] of some(defects, most.defective, random).entries()) {
    const place = random.integer(places);
    await sheet(`test/defect/${index}.png`, drawn(others, places, random).with(place, path));
    const masks = Array.from({ length: places }, (_, at) => (at === place ? maskPath : null));
    await sheet(`ground_truth/defect/${index}_mask.png`, masks);
  }
}

/** Draws items at random, at most `count`. */
function some<Item>(items: readonly Item[], count: number, random: Random): Item[] {
  return permutation(items.length, random)
    .slice(0, count)
    .flatMap((index) => items.slice(index, index + 1));
}

async function tileOf(path: string): Promise<Tile> {
  const { width, height } = await sharp(path).metadata();
  const scale = Math.min(longestSide / Math.max(width, height), 1);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

function drawn(paths: readonly string[], count: number, random: Random): string[] {
  return Array.from({ length: count }, () => paths[random.integer(paths.length)] ?? '');
}

/** @param pictures row by row; null: black */
async function writeSheet(path: string, pictures: readonly (string | null)[], { width, height }: Tile) {
  const tiles = Math.sqrt(pictures.length);
  const laid = await Promise.all(
    pictures.map(async (picture, index) => ({
      input:
        picture === null
          ? { create: { width, height, channels: 3 as const, background: 'black' } }
          : await sharp(picture).resize(width, height, { fit: 'fill' }).removeAlpha().png().toBuffer(),
      left: (index % tiles) * width,
      top: Math.floor(index / tiles) * height,
    })),
  );
  const ground = { width: tiles * width, height: tiles * height, channels: 3 as const, background: 'black' };
  await sharp({ create: ground }).composite(laid).png().toFile(path);
}
