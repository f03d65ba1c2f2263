import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Frame } from '../../shared/domain/frame.ts';
import type { KeptPictures } from '../../shared/domain/station-settings.ts';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { writeNewFile } from '../files/durable-file.ts';
import { fileFailure } from '../files/file-failure.ts';
import { sha256 } from '../files/hash.ts';
import { decodeImage } from '../images/decode-image.ts';
import { encodeEvidence } from '../images/encode-image.ts';
import { decodeMap, encodeMap } from '../images/map-file.ts';
import type { AnomalyMap } from '../images/map-file.ts';
import { encodePngQuickly } from '../images/quick-png.ts';

/** A file of the log: its path, and its hash and size when it was written. */
export const loggedFileSchema = z.object({
  /** Path relative to the station's home, with `/`. */
  path: z.string(),
  sha256: z.string(),
  bytes: z.number(),
  /** Size in pixels of the picture, or positions of the map. */
  width: z.number(),
  height: z.number(),
});
export type LoggedFile = Readonly<z.infer<typeof loggedFileSchema>>;

/** The files of a part with a verdict. */
export interface JudgedFiles {
  readonly picture: LoggedFile;
  readonly map: LoggedFile;
}

/** The files of any part. A part that was not inspected has no map, and may have no picture. */
export interface LoggedFiles {
  readonly picture: LoggedFile | null;
  readonly map: LoggedFile | null;
}

export const noFiles: LoggedFiles = { picture: null, map: null };

/** Written files, which survive the end of the process. */
export interface WrittenFiles<Files extends LoggedFiles = LoggedFiles> {
  readonly files: Files;
  /** Resolves when the files would survive a power cut, too. @throws StationError DISK_FULL, NO_PERMISSION */
  readonly flushed: Promise<void>;
}

/** Pictures and maps of logged parts on disk, in one folder for each day. */
export interface LogFiles {
  /** @param capturedAt milliseconds since 1970; determines the day's folder. @throws StationError DISK_FULL, NO_PERMISSION */
  write(frame: Frame, map: AnomalyMap, capturedAt: number): Promise<WrittenFiles<JudgedFiles>>;
  /** Writes the picture of a part that has no map. @throws StationError as `write` */
  writePicture(frame: Frame, capturedAt: number): Promise<WrittenFiles>;
  remove(files: LoggedFiles): Promise<void>;
  /** Removes one file by its path; a missing file is no failure. */
  removePath(path: string): Promise<void>;
  /** Tells whether a file is being written at this moment. */
  writing(): boolean;
  /** Reads a picture as it was logged, PNG or JPEG. @throws StationError CORRUPT_FILE, NO_PERMISSION */
  picture(file: LoggedFile): Promise<Uint8Array>;
  frame(file: LoggedFile): Promise<Frame>;
  /** @throws StationError CORRUPT_FILE, NO_PERMISSION */
  map(file: LoggedFile): Promise<AnomalyMap>;
}

/**
 * @param home the station's home; the files go below its folder `defects`, which has had this name since 0.1.0
 * @param kept returns the format for new pictures and maps; existing files stay as they are
 */
export function createLogFiles(home: string, kept: () => KeptPictures = () => 'lossless'): LogFiles {
  let underWay = 0;
  async function write(
    path: string,
    encoded: Promise<Uint8Array>,
    { width, height }: { readonly width: number; readonly height: number },
  ): Promise<{ file: LoggedFile; flushed: Promise<void> }> {
    underWay++;
    try {
      const bytes = await encoded;
      const { flushed } = await writeNewFile(join(home, path), bytes);
      void flushed.catch(() => undefined).finally(() => underWay--);
      return { file: { path, sha256: sha256(bytes), bytes: bytes.length, width, height }, flushed };
    } catch (error) {
      underWay--;
      throw error;
    }
  }

  const writeFrame = (stem: string, frame: Frame) =>
    kept() === 'compact'
      ? write(`${stem}.jpg`, encodeEvidence(frame), frame)
      : write(`${stem}.png`, encodePngQuickly(frame), frame);

  async function read(file: LoggedFile): Promise<Uint8Array> {
    const path = join(home, file.path);
    const bytes = await readFile(path).catch((error: unknown) => {
      const failure = fileFailure(error, path);
      throw failure instanceof StationError && failure.code === 'NOT_FOUND'
        ? damaged(path, messageOf(error))
        : failure;
    });
    const found = sha256(bytes);
    if (found !== file.sha256) throw damaged(path, `SHA-256 ${found}, logged ${file.sha256}`);
    return bytes;
  }

  const newStem = (capturedAt: number): string =>
    `defects/${new Date(capturedAt).toISOString().slice(0, 10)}/${randomUUID()}`;

  return {
    async write(frame, map, capturedAt) {
      const stem = newStem(capturedAt);
      // Both files are written at once, because this frame's verdict and the frames behind it wait for them.
      const writing = [
        writeFrame(stem, frame),
        write(`${stem}.map`, encodeMap(map.map, map.height, map.width, kept()), map),
      ] as const;
      try {
        const written = await Promise.all(writing);
        const flushed = Promise.all(written.map((one) => one.flushed)).then(() => undefined);
        flushed.catch(() => undefined);
        return { files: { picture: written[0].file, map: written[1].file }, flushed };
      } catch (error) {
        const ends = await Promise.allSettled(writing);
        for (const end of ends) {
          if (end.status === 'fulfilled') await rm(join(home, end.value.file.path), { force: true });
        }
        throw error;
      }
    },
    async writePicture(frame, capturedAt) {
      const { file, flushed } = await writeFrame(newStem(capturedAt), frame);
      return { files: { picture: file, map: null }, flushed };
    },
    removePath: (path) => rm(join(home, path), { force: true }),
    writing: () => underWay > 0,
    async remove({ picture, map }) {
      for (const file of [picture, map]) if (file) await rm(join(home, file.path), { force: true });
    },
    picture: read,
    frame: async (file) => decodeImage(await read(file), file.path),
    map: async (file) => decodeMap(await read(file), file.path),
  };
}

/** Tells whether a file contains exactly the inspected pixels. */
export const isLossless = ({ path }: Pick<LoggedFile, 'path'>): boolean => !path.endsWith('.jpg');

function damaged(path: string, detail: string): StationError {
  return new StationError(
    'CORRUPT_FILE',
    `“${path}” is missing or was changed since it was logged. Restore it from a backup.`,
    detail,
  );
}
