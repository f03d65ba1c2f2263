import { mkdir, realpath, stat, writeFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import type { LiveResult } from '../../shared/contract/live.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { listWatched } from '../cameras/watched-folder/list-folder.ts';
import { fileFailure } from '../files/file-failure.ts';
import { encodePng } from '../images/encode-image.ts';
import { overlayFrame } from '../images/overlay.ts';
import { readImageFile } from '../images/read-image-file.ts';
import { heatmapSoftware } from './own-file.ts';
import { leaveForeign } from './prepare-place.ts';

/** Writes inspected pictures with their heatmaps. */
export interface HeatmapWriter {
  /**
   * Writes the heatmap of one result of a watched folder.
   *
   * @param body bytes of the live message, starting with the map
   */
  add(result: LiveResult, body: Uint8Array): void;
  /** Resolves when all heatmaps are written. @throws StationError NO_PERMISSION, DISK_FULL naming the file */
  finished(): Promise<void>;
}

export interface HeatmapPlaces {
  /** The folder with the inspected pictures. */
  readonly images: string;
  /** Whether the pictures in its subfolders count. */
  readonly subfolders: boolean;
  /** The folder for the heatmaps, such as `part.jpg.png` for `part.jpg`; made if it is missing. */
  readonly to: string;
}

/**
 * @param sampleBits how the model reads 16-bit pictures
 * @throws StationError BAD_INPUT if the heatmaps would be among the pictures, by any path; ALREADY_EXISTS if a file
 *   that is no heatmap has the name of one; NO_PERMISSION
 */
export async function createHeatmapWriter(
  { images, subfolders, to }: HeatmapPlaces,
  sampleBits: number | undefined,
): Promise<HeatmapWriter> {
  try {
    await mkdir(to, { recursive: true });
    const { names, folders } = await listWatched(images, subfolders);
    const { dev, ino } = await stat(to, { bigint: true });
    const lies = new Set(folders.values());
    if (lies.has(`${dev} ${ino}`) || (subfolders && (await liesIn(to, images)))) throw amongPictures(to);
    for (const name of names) await leaveForeign(join(to, `${name}.png`), 'heatmap');
  } catch (error) {
    throw fileFailure(error, to);
  }
  let written = Promise.resolve();

  async function write({ name, map, thresholds }: LiveResult, scores: Float32Array): Promise<void> {
    if (name === null) return;
    const path = join(to, `${name}.png`);
    const { frame } = await readImageFile(join(images, name), sampleBits);
    const picture = await encodePng(
      overlayFrame(frame, { ...map, map: scores }, thresholds),
      heatmapSoftware,
    );
    try {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, picture);
    } catch (error) {
      throw asError(fileFailure(error, path));
    }
  }

  return {
    add(result, body) {
      const bytes = result.map.width * result.map.height * Float32Array.BYTES_PER_ELEMENT;
      const scores = new Float32Array(body.slice(0, bytes).buffer);
      written = written.then(() => write(result, scores));
      // finished() reports the rejection; until then it must not count as unhandled.
      written.catch(() => undefined);
    },
    finished: () => written,
  };
}

async function liesIn(folder: string, other: string): Promise<boolean> {
  const [inner, outer] = await Promise.all([realpath(folder), realpath(other)]);
  return inner.startsWith(`${outer}${sep}`);
}

function amongPictures(folder: string): StationError {
  return new StationError(
    'BAD_INPUT',
    `“${folder}” is a folder of the pictures: heatmaps would lie among them. Choose another one.`,
  );
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
