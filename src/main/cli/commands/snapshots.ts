import { cameraFrom } from '../camera-words.ts';
import { productByName, type CommandContext } from '../command-context.ts';
import { counted } from '../text.ts';

export interface SnapshotOptions {
  readonly product: string;
  /** The camera's address or kind, then pairs `key=value`. */
  readonly camera: readonly string[];
  readonly count: number;
  /** Time between two pictures, milliseconds. */
  readonly every: number;
}

/** Takes pictures with a camera of the station into a product's training images. */
export async function takeSnapshots(context: CommandContext, options: SnapshotOptions): Promise<void> {
  const { client, terminal, signal } = context;
  const { id: productId } = await productByName(client, options.product);
  const order = {
    productId,
    count: options.count,
    everyMs: options.every,
    camera: cameraFrom(options.camera),
  };
  const { images, duplicates } = await client.cameras.snapshot(order, { signal });
  for (const { name, width, height } of images) terminal.print(`${name}  ${width} × ${height}`);
  if (duplicates > 0) terminal.note(`${counted(duplicates, 'picture')} of the same content left out.`);
  terminal.printJson({
    images: images.map(({ id, name, width, height, sha256 }) => ({ id, name, width, height, sha256 })),
    duplicates,
  });
}
