import { mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { LiveResult } from '../../shared/contract/live.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { fileFailure } from '../files/file-failure.ts';
import { overlayPng } from '../images/overlay.ts';
import { readImageFile } from '../images/read-image-file.ts';

/** Writes inspected pictures with their heatmaps. */
export interface HeatmapWriter {
  /**
   * Takes one result of a watched folder.
   *
   * @param body the live message's bytes, the map first
   */
  add(result: LiveResult, body: Uint8Array): void;
  /** Resolves when all are written. @throws StationError NO_PERMISSION, DISK_FULL naming the file */
  finished(): Promise<void>;
}

/**
 * @param images the folder the pictures come from
 * @param to the folder for `<name>.png`, the name with its ending (`part.jpg.png`); made when it is missing
 * @param sampleBits how the model reads 16-bit pictures
 * @throws StationError BAD_INPUT when it is the pictures' own folder, by whatever path; NO_PERMISSION
 */
export async function createHeatmapWriter(
  images: string,
  to: string,
  sampleBits: number | undefined,
): Promise<HeatmapWriter> {
  try {
    await mkdir(to, { recursive: true });
    const [own, other] = await Promise.all([stat(images), stat(to)]);
    if (own.dev === other.dev && own.ino === other.ino) throw ownFolder(to);
  } catch (error) {
    throw fileFailure(error, to);
  }
  let written = Promise.resolve();

  async function write({ name, map, thresholds }: LiveResult, scores: Float32Array): Promise<void> {
    if (name === null) return;
    const path = join(to, `${name}.png`);
    const { frame } = await readImageFile(join(images, name), sampleBits);
    const picture = await overlayPng(frame, scores, map.height, map.width, thresholds);
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
      // Met in finished(); until then it must not count as unhandled.
      written.catch(() => undefined);
    },
    finished: () => written,
  };
}

function ownFolder(folder: string): StationError {
  return new StationError(
    'BAD_INPUT',
    `“${folder}” is the folder of the pictures: heatmaps would lie among them. Choose another one.`,
  );
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
