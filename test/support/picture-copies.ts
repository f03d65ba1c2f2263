import sharp from 'sharp';
import type { Sharp } from 'sharp';
import { decodeImage } from '../../src/main/images/decode-image.ts';
import { seededRandom } from '../../src/main/networks/random.ts';
import type { Frame } from '../../src/shared/domain/frame.ts';

/** Makes copies of a picture, by name, as a second shot, a store or a transfer may change it. */
export async function copiesOf({ width, height, data }: Frame): Promise<Record<string, Frame>> {
  const picture = (): Sharp => sharp(data, { raw: { width, height, channels: 3 } });
  const read = async (copy: Sharp): Promise<Frame> => decodeImage(await copy.png().toBuffer(), 'copy');
  const random = seededRandom(3);
  const noisy = Uint8Array.from(data, (value) => Math.min(Math.max(value + random.normal() * 4, 0), 255));
  const by = Math.round(width / 100);
  const moved = await picture()
    .extract({ left: by, top: by, width: width - by, height: height - by })
    .extend({ right: by, bottom: by, extendWith: 'copy' })
    .png()
    .toBuffer();
  return {
    compressed: await decodeImage(await picture().jpeg({ quality: 60 }).toBuffer(), 'copy'),
    noisy: { width, height, data: noisy },
    darker: await read(picture().linear(0.9, 0)),
    brighter: await read(picture().linear(1.05, 3)),
    shifted: await decodeImage(moved, 'copy'),
    smaller: await read(picture().resize(Math.round(width * 0.75))),
  };
}
