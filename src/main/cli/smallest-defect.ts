import { InvalidArgumentError } from 'commander';
import { smallestDefectSchema, type Product } from '../../shared/contract/products.ts';
import { sideInPixels } from '../../shared/domain/defect-side.ts';
import type { Preset } from '../../shared/domain/families.ts';
import { recommendPreset } from '../../shared/domain/recommend-preset.ts';
import { coveredIn } from '../../shared/domain/seen-defects.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import type { CommandContext } from './command-context.ts';
import type { Terminal } from './terminal.ts';

/** The smallest defect as given: a side, by the test images' masks, or none to remove it. */
export type GivenSmallestDefect =
  | { readonly kind: 'pixels'; readonly value: number }
  | { readonly kind: 'percent'; readonly value: number }
  | { readonly kind: 'masks' }
  | { readonly kind: 'none' };

/** Reads `12px`, `0.8%`, `masks` or `none`. @throws InvalidArgumentError */
export function smallestDefectOption(text: string): GivenSmallestDefect {
  if (text === 'masks' || text === 'none') return { kind: text };
  const [, number, unit] = /^(\d+(?:\.\d+)?)(px|%)$/.exec(text) ?? [];
  if (number !== undefined && Number(number) > 0) {
    return { kind: unit === 'px' ? 'pixels' : 'percent', value: Number(number) };
  }
  throw new InvalidArgumentError(
    'A side like 12px, a share of the picture’s side like 0.8%, masks, or none is needed.',
  );
}

/** Values with which frame times never decide, because the command line states no rate. */
const anyTime = { frameMs: 1, rate: 1e-6 };

/**
 * Stores the smallest defect that matters with a product.
 *
 * @returns the recommended preset, after a note on what it covers; null if no preset is recommended
 * @throws StationError BAD_INPUT if no picture or mask gives the size, or it is out of bounds
 */
export async function keepSmallestDefect(
  { client, terminal }: Pick<CommandContext, 'client'> & { readonly terminal: Pick<Terminal, 'note'> },
  product: Product,
  given: GivenSmallestDefect,
): Promise<Preset | null> {
  const { id, name } = product;
  const { images } = await client.datasets.list({ productId: id, limit: 1 });
  const [picture] = images;
  const smallestDefect = await sideOf();
  const { imageCount } = await client.products.setSmallestDefect({ id, smallestDefect });
  if (smallestDefect === null) return null;
  const presets = await client.training.presets();
  const found = recommendPreset(
    presets.map((one) => ({ ...one, frameMs: one.frameMs ?? anyTime.frameMs })),
    { images: imageCount, rate: anyTime.rate, smallestDefect },
  );
  const chosen = presets.find(({ preset }) => preset === found?.preset);
  if (!found || !chosen) return null;
  const covered = coveredIn(chosen.views, smallestDefect).map(
    ({ view, pixels, cells }) =>
      `${pixels.toFixed(1)} px at ${view.side} × ${view.side} (${cells.toFixed(1)} places)`,
  );
  const pixels = picture && `${sideInPixels(smallestDefect, picture).toFixed(1)} px of the picture, `;
  terminal.note(
    `Smallest defect: ${(100 * smallestDefect).toFixed(2)} % of a side, ${pixels ?? ''}${covered.join(', ')}: preset ${chosen.preset}`,
  );
  if (found.reason === 'unseen') {
    terminal.note(
      'No preset was found to see defects of this size; they may pass. Let the camera see less of the surroundings, or use a second camera.',
    );
  }
  return chosen.preset;

  async function sideOf(): Promise<number | null> {
    if (given.kind === 'none') return null;
    if (given.kind === 'masks') {
      const { smallest } = await client.datasets.labelledDefects({ productId: id });
      if (smallest !== null) return smallest;
      throw new StationError('BAD_INPUT', `“${name}” has no test images with masks. Give the size as 12px.`);
    }
    if (given.kind === 'percent') return checked(given.value / 100);
    if (picture) return checked(given.value / sideInPixels(1, picture));
    throw new StationError('BAD_INPUT', `“${name}” has no picture yet. Give the size as 0.8%.`);
  }
}

function checked(side: number): number {
  const parsed = smallestDefectSchema.safeParse(side);
  if (parsed.success) return parsed.data;
  throw new StationError('BAD_INPUT', 'The smallest defect is no larger than the picture.');
}
