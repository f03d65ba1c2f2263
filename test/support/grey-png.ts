import sharp from 'sharp';

/** Writes a PNG of one channel, as industrial cameras do. @param values 0..255, spread over the 16 bits */
export async function greyPng(values: Uint8Array, width: number, bits: 8 | 16): Promise<Uint8Array> {
  const raw = { width, height: values.length / width, channels: 1 } as const;
  const png =
    bits === 8
      ? sharp(values, { raw }).toColourspace('b-w').png()
      : sharp(
          Uint16Array.from(values, (value) => value * 257),
          { raw },
        )
          .toColourspace('grey16')
          .png();
  const bytes = await png.toBuffer();
  const { channels, depth } = await sharp(bytes).metadata();
  if (channels !== 1 || depth !== (bits === 8 ? 'uchar' : 'ushort')) {
    throw new Error(`${channels} × ${depth}`);
  }
  return bytes;
}
