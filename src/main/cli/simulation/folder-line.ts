import { copyFile, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { toWindowSchema, unpackLive } from '../../../shared/contract/live.ts';
import type { Outcome } from '../../../shared/domain/outcome.ts';
import type { CommandContext } from '../command-context.ts';
import { linePictures } from './line-pictures.ts';
import { partName, type SimulatedLine } from './simulated-line.ts';

/**
 * Opens a line whose camera writes pictures into a folder, as many cameras do: each trigger copies the next picture
 * into a folder that the lane watches. After the last picture, the first follows again.
 *
 * @throws StationError NO_IMAGES if the folder has no pictures, and the errors of starting a session
 */
export async function folderLine(
  { client, live }: Pick<CommandContext, 'client' | 'live'>,
  { folder, productId, lane }: { readonly folder: string; readonly productId: string; readonly lane: number },
): Promise<SimulatedLine> {
  const pictures = await linePictures(folder);
  const place = await mkdtemp(join(tmpdir(), 'loupe-line-'));
  const waiting = new Map<string, (outcome: Outcome) => void>();
  const connection = live.connect((block) => {
    const message = toWindowSchema.parse(unpackLive(block).header);
    if (message.kind !== 'result' && message.kind !== 'uninspected') return true;
    if (message.name !== null) waiting.get(message.name)?.(message.verdict);
    return true;
  });
  const close = async (): Promise<void> => {
    connection.close();
    await rm(place, { recursive: true, force: true });
  };
  try {
    const source = { kind: 'watched-folder', folder: place } as const;
    const { id: sessionId } = await client.inspection.start({ productId, source, lane });
    return {
      sessionId,
      async trigger(number) {
        const picture = pictures[(number - 1) % pictures.length] ?? '';
        const name = `${partName(number)}${extname(picture).toLowerCase()}`;
        const { promise, resolve } = Promise.withResolvers<Outcome>();
        waiting.set(name, resolve);
        // The copy first has a name that is not watched, so that the picture appears complete at once.
        const unfinished = join(place, `.${name}`);
        await copyFile(join(folder, picture), unfinished);
        await rename(unfinished, join(place, name));
        const outcome = await promise;
        waiting.delete(name);
        await rm(join(place, name), { force: true });
        return outcome;
      },
      async close() {
        await client.inspection.stop({ sessionId });
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
