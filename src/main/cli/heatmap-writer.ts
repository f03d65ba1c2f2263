import { mkdir, writeFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import type { LiveResult } from '../../shared/contract/live.ts';
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
 * @param to the folder for `<name>.png`; made when it is missing
 */
export function createHeatmapWriter(images: string, to: string): HeatmapWriter {
  let written: Promise<void> = mkdir(to, { recursive: true }).then(
    () => undefined,
    (error: unknown) => Promise.reject(asError(fileFailure(error, to))),
  );
  // Met in finished(); until then it must not count as unhandled.
  written.catch(() => undefined);

  async function write({ name, map, thresholds }: LiveResult, scores: Float32Array): Promise<void> {
    if (name === null) return;
    const path = join(to, `${parse(name).name}.png`);
    const { frame } = await readImageFile(join(images, name));
    const picture = await overlayPng(frame, scores, map.height, map.width, thresholds);
    await writeFile(path, picture).catch((error: unknown) =>
      Promise.reject(asError(fileFailure(error, path))),
    );
  }

  return {
    add(result, body) {
      const bytes = result.map.width * result.map.height * Float32Array.BYTES_PER_ELEMENT;
      const scores = new Float32Array(body.slice(0, bytes).buffer);
      written = written.then(() => write(result, scores));
      written.catch(() => undefined);
    },
    finished: () => written,
  };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
