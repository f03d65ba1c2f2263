import sharp from 'sharp';
import type { Frame } from '../../shared/domain/frame.ts';

/** Scales a frame so that its longest side has `side` pixels; keeps its aspect. */
export async function fitFrame({ width, height, data }: Frame, side: number): Promise<Frame> {
  const fitted = await sharp(data, { raw: { width, height, channels: 3 } })
    .resize({ width: side, height: side, fit: 'inside' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return {
    width: fitted.info.width,
    height: fitted.info.height,
    data: new Uint8Array(fitted.data.buffer, fitted.data.byteOffset, fitted.data.length),
  };
}
