import type { LogEntryDetail } from '../../../shared/contract/log.ts';
import { outlineOf, type MapOutline } from '../../../shared/domain/defect-regions.ts';
import { notInspected } from '../../../shared/domain/outcome.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import type { LogService } from '../../log/service.ts';
import { decodeImage } from '../../images/decode-image.ts';
import { encodeJpeg } from '../../images/encode-image.ts';
import { fitFrame } from '../../images/fit-frame.ts';
import { withOutline } from '../../images/outline.ts';
import { overlayFrame } from '../../images/overlay.ts';
import { upsample } from '../../../shared/domain/upsample.ts';

/** Length of a picture's longest side, pixels; 230 pixels an inch in the printed size. */
const pictureSide = 480;
const quality = 82;

/** An entry's pictures as JPEG; null if the log's file is missing or damaged, or never existed. */
export interface EntryPictures {
  readonly picture: Uint8Array | null;
  /** The picture under its heatmap, with the outlines of the regions that count. */
  readonly heatmap: Uint8Array | null;
}

/** Reads an entry's picture, alone and under its heatmap; null for files that are missing or have changed since. */
export async function readEntryPictures(
  log: Pick<LogService, 'picture' | 'map'>,
  entry: LogEntryDetail,
): Promise<EntryPictures> {
  const { id } = entry;
  const frame = await unlessRefused(async () =>
    fitFrame(await decodeImage((await log.picture(id)).bytes, `entry ${id}`), pictureSide),
  );
  if (frame === null) return { picture: null, heatmap: null };
  const picture = await encodeJpeg(frame, quality);
  if (entry.verdict === notInspected) return { picture, heatmap: null };
  const { map: size, thresholds, verdict } = entry;
  const map = await unlessRefused(async () => {
    const { bytes } = await log.map(id);
    return new Float32Array(bytes.slice().buffer);
  });
  if (map === null) return { picture, heatmap: null };
  const outline = outlineOf(map, size.height, size.width, thresholds, verdict);
  const outlined = outlinedPixels(outline, size, frame);
  const heat = overlayFrame(frame, { map, ...size }, thresholds);
  return { picture, heatmap: await encodeJpeg(withOutline(heat, outlined), quality) };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Returns the pixels inside the outline, `[height, width]` of the picture; 1 is inside. */
function outlinedPixels({ kind, map, level }: MapOutline, size: Size, { width, height }: Size): Uint8Array {
  const pixels = new Uint8Array(width * height);
  if (kind === 'none') return pixels;
  // Written as “not below”, so that NaN counts as inside: it is never good.
  const isInside = (score: number | undefined): boolean => !((score ?? 0) < level);
  const even = upsample(
    map.map((value) => Math.max(value, lowest)),
    size.height,
    size.width,
    height,
    width,
  );
  for (let pixel = 0; pixel < pixels.length; pixel++) if (isInside(even[pixel])) pixels[pixel] = 1;
  if (pixels.includes(1)) return pixels;
  // A region of a few positions may fall between the pixels' centres. Then each pixel takes the value of its nearest position.
  for (let pixel = 0; pixel < pixels.length; pixel++) {
    const row = Math.floor(((Math.floor(pixel / width) + 0.5) * size.height) / height);
    const column = Math.floor((((pixel % width) + 0.5) * size.width) / width);
    if (isInside(map[row * size.width + column])) pixels[pixel] = 1;
  }
  return pixels;
}

/** A finite stand-in for minus infinity: far below every threshold, but it can be interpolated. */
const lowest = -1e6;

async function unlessRefused<Value>(read: () => Promise<Value>): Promise<Value | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof StationError) return null;
    throw error;
  }
}
