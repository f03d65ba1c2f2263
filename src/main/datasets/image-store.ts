import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageFormat } from '../images/image-format.ts';
import { writeFileDurably } from '../files/durable-file.ts';

/** File extensions of the station's copies, with their media types. */
const formats = {
  png: { extension: 'png', type: 'image/png' },
  jpeg: { extension: 'jpg', type: 'image/jpeg' },
  tiff: { extension: 'tif', type: 'image/tiff' },
  bmp: { extension: 'bmp', type: 'image/bmp' },
} as const satisfies Record<ImageFormat, { extension: string; type: string }>;

export function extensionOf(format: ImageFormat): string {
  return formats[format].extension;
}

/** Returns a copy's media type by its extension, e.g. `image/png`. */
export function mediaTypeOf(extension: string): string {
  return (
    Object.values(formats).find((format) => format.extension === extension)?.type ??
    'application/octet-stream'
  );
}

/** The station's copies of images, addressed by content: one file, even if several products use it. */
export interface ImageStore {
  pathOf(sha256: string, extension: string): string;
  /** Keeps a copy, unless it exists. @throws StationError DISK_FULL, NO_PERMISSION */
  keep(sha256: string, extension: string, bytes: Uint8Array): Promise<void>;
}

export function createImageStore(folder: string): ImageStore {
  const pathOf = (sha256: string, extension: string): string => join(folder, `${sha256}.${extension}`);
  return {
    pathOf,
    async keep(sha256, extension, bytes) {
      const path = pathOf(sha256, extension);
      const found = await stat(path).catch(() => null);
      // A copy of another length is damaged, so it is written anew.
      if (found?.size !== bytes.length) await writeFileDurably(path, bytes);
    },
  };
}
