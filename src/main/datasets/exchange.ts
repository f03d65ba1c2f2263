import type { MaskDrawing } from '../../shared/contract/datasets.ts';
import type { User } from '../../shared/domain/role.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { decodeImage } from '../images/decode-image.ts';
import { formatOf } from '../images/image-format.ts';
import { extensionOf, type ImageStore } from './image-store.ts';
import type { DatasetImageRow, DatasetRepository, NewDatasetImage } from './repository.ts';

/** An image as stations exchange it. */
export type ExchangedImage = Pick<
  NewDatasetImage,
  'name' | 'width' | 'height' | 'bytes' | 'sha256' | 'addedAt' | 'origin' | 'purpose' | 'label' | 'kind'
> & {
  readonly extension: 'png' | 'jpg' | 'tif' | 'bmp';
  readonly mask: (MaskDrawing & { readonly sha256: string }) | null;
};

export interface HeldImage {
  readonly image: ExchangedImage;
  readonly path: string;
  /** The pictures of its mask, by hash: the drawn mask, and the imported one below it. */
  readonly maskPaths: ReadonlyMap<string, string>;
}

const endings = ['png', 'jpg', 'tif', 'bmp'] as const;

/** Exports and imports the images of products for exchange between stations. */
export function createDatasetExchange(
  images: DatasetRepository,
  store: ImageStore,
  tell: (productId: string) => void,
) {
  function heldImage(row: DatasetImageRow): HeldImage {
    const { name, width, height, bytes, sha256, addedAt, origin, purpose, label, kind } = row;
    const mask = images.mask(row.id);
    const extension = endings.find((ending) => ending === row.extension);
    if (extension === undefined) throw new Error(`No such ending of an image: ${row.extension}`);
    const hashes = mask === null ? [] : [mask.sha256, ...(mask.ground === null ? [] : [mask.ground])];
    return {
      image: { name, width, height, bytes, sha256, addedAt, origin, purpose, label, kind, extension, mask },
      path: store.pathOf(sha256, extension),
      maskPaths: new Map(hashes.map((hash) => [hash, store.pathOf(hash, 'png')])),
    };
  }

  return {
    /** Lists all images of a product, without removed ones. */
    held: (productId: string): HeldImage[] =>
      (['training', 'test'] as const).flatMap((purpose) => images.all(productId, purpose).map(heldImage)),

    /**
     * Keeps another station's pictures, and checks each by decoding it.
     *
     * @param read reads a picture by hash and extension
     * @returns a function that lists the writes which add them to a product, in order; the caller runs each in a transaction
     * @throws StationError UNREADABLE_IMAGE naming the picture, DISK_FULL
     */
    async takeIn(
      incoming: readonly ExchangedImage[],
      read: (sha256: string, extension: string) => Promise<Uint8Array>,
      user: User,
    ): Promise<(productId: string) => readonly (() => void)[]> {
      for (const { name, sha256, extension, width, height, mask } of incoming) {
        const bytes = await read(sha256, extension);
        const frame = await decodeImage(bytes, name);
        const format = formatOf(bytes);
        if (
          format === null ||
          extensionOf(format) !== extension ||
          frame.width !== width ||
          frame.height !== height
        ) {
          throw new StationError(
            'UNREADABLE_IMAGE',
            `“${name}” is not the picture that its row says.`,
            sha256,
          );
        }
        await store.keep(sha256, extension, bytes);
        for (const hash of mask === null
          ? []
          : [mask.sha256, ...(mask.ground === null ? [] : [mask.ground])]) {
          const picture = await read(hash, 'png');
          await decodeImage(picture, `mask of ${name}`);
          await store.keep(hash, 'png', picture);
        }
      }
      return (productId) => [
        ...incoming.map(({ mask, ...image }) => () => {
          const id = images.insert({ ...image, productId, addedBy: user.name, entryId: null });
          if (id !== null && mask !== null) images.setMask(id, mask);
        }),
        () => tell(productId),
      ];
    },
  };
}
