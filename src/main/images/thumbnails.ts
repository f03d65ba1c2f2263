import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StationError } from '../../shared/domain/station-error.ts';
import { writeFileDurably } from '../files/durable-file.ts';
import { createPlaces } from '../host/places.ts';
import { decodeShown } from './decode-image.ts';
import { thumbnail } from './encode-image.ts';

/** Thumbnails made at the same time, and most that wait. */
const mostAtOnce = 4;
const mostWaiting = 1000;

/** Thumbnails for lists, made on first request and stored on disk by the original's hash. */
export interface Thumbnails {
  /**
   * Returns a JPEG with a longest side of 256 pixels.
   *
   * @param read returns the original's bytes; called only if there is no thumbnail yet
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
    // Waits before reading the file, because a list of large pictures would fill the memory.
    const giveBack = await places.take(folder);
    try {
      const small = await thumbnail(await decodeShown(await read(), name));
      // Shows the thumbnail even if a full disk cannot store it.
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
