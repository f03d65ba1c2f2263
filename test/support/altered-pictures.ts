import sharp from 'sharp';
import type { Frame } from '../../src/shared/domain/frame.ts';

type Pipeline = ReturnType<typeof sharp>;

function open({ width, height, data }: Frame): Pipeline {
  return sharp(data, { raw: { width, height, channels: 3 } });
}

async function frameFrom(pipeline: Pipeline): Promise<Frame> {
  const { data, info } = await pipeline
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8Array(data) };
}

/** Compresses a frame as a camera's motion JPEG does at that quality: colour at half the resolution. */
export async function compressed(frame: Frame, quality: number): Promise<Frame> {
  const bytes = await open(frame).jpeg({ quality, chromaSubsampling: '4:2:0' }).toBuffer();
  return frameFrom(sharp(bytes));
}

/** Multiplies every channel by a factor, for less or more light. */
export function lit(frame: Frame, factor: number): Promise<Frame> {
  return frameFrom(open(frame).linear(factor, 0));
}

/** Multiplies red, green and blue each by a factor, for light of another colour. */
export function tinted(frame: Frame, factors: readonly [number, number, number]): Promise<Frame> {
  return frameFrom(open(frame).linear([...factors], [0, 0, 0]));
}

/** Blurs a frame as if out of focus. @param share deviation of the Gaussian, as a share of the longest side */
export function defocused(frame: Frame, share: number): Promise<Frame> {
  return frameFrom(open(frame).blur(Math.max(share * Math.max(frame.width, frame.height), 0.3)));
}

/**
 * Moves a frame to the right by a share of its width.
 *
 * @param edge what fills the left: the last column repeated, which no camera shows of a texture, or the picture
 *   mirrored
 */
export async function shifted(frame: Frame, share: number, edge: 'copy' | 'mirror' = 'copy'): Promise<Frame> {
  const by = Math.round(frame.width * share);
  const wider = await frameFrom(open(frame).extend({ left: by, extendWith: edge }));
  const { width, height } = frame;
  return frameFrom(open(wider).extract({ left: 0, top: 0, width, height }));
}

export function turned(frame: Frame, degrees: 90 | 180 | 270): Promise<Frame> {
  return frameFrom(open(frame).rotate(degrees));
}

/** Resizes a frame to that width and height without keeping the aspect. */
export function resized(frame: Frame, width: number, height: number): Promise<Frame> {
  return frameFrom(open(frame).resize(Math.round(width), Math.round(height), { fit: 'fill' }));
}

/** Returns the upper part of a frame. */
export function cropped(frame: Frame, shareOfHeight: number): Promise<Frame> {
  const height = Math.round(frame.height * shareOfHeight);
  return frameFrom(open(frame).extract({ left: 0, top: 0, width: frame.width, height }));
}

/** Returns a frame that has one colour everywhere. */
export function uniform({ width, height }: Frame, colour: readonly [number, number, number]): Frame {
  const data = new Uint8Array(width * height * 3);
  for (let at = 0; at < data.length; at += 3) data.set(colour, at);
  return { width, height, data };
}
