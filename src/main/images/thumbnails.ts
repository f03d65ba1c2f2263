import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StationError } from '../../shared/domain/station-error.ts';
import { writeFileDurably } from '../files/durable-file.ts';
import { createPlaces } from '../host/places.ts';
import { decodeShown } from './decode-image.ts';
import { thumbnail } from './encode-image.ts';

/** Small pictures that are made at the same time, and that wait. */
const mostAtOnce = 4;
const mostWaiting = 1000;

/** Small pictures for lists, made when first asked for and kept on disk by the original's hash. */
export interface Thumbnails {
  /**
   * JPEG, longest side 256 pixels.
   *
   * @param read gives the original's bytes; called only when there is no thumbnail yet
   */
  get(sha256: string, name: string, read: () => Promise<Uint8Array>): Promise<Uint8Array>;
}

export function createThumbnails(folder: string): Thumbnails {
  const underWay = new Map<string, Promise<Uint8Array>>();
  const places = createPlaces({
    atOnce: mostAtOnce,
    waiting: mostWaiting,
    full: () =>
      new StationError('CONFLICT', `${mostWaiting} small pictures are being made. Try again later.`),
  });

  async function make(path: string, name: string, read: () => Promise<Uint8Array>): Promise<Uint8Array> {
    // Before its turn, not even its file is read: a list of large pictures would fill the memory.
    const giveBack = await places.take(folder);
    try {
      const small = await thumbnail(await decodeShown(await read(), name));
      // A full disk is no reason not to show the picture.
      await writeFileDurably(path, small).catch(() => undefined);
      return small;
    } finally {
      giveBack();
    }
  }

  return {
    async get(sha256, name, read) {
      const path = join(folder, `${sha256}.jpg`);
      const kept = await readFile(path).catch(() => null);
      if (kept !== null) return kept;
      const running = underWay.get(path);
      if (running) return running;
      const made = make(path, name, read).finally(() => underWay.delete(path));
      underWay.set(path, made);
      return made;
    },
  };
}
