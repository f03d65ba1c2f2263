import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { alignmentSchema, type Alignment } from '../images/alignment/alignment.ts';
import { modelFiles } from './model-files.ts';

const cardSchema = z.object({ alignment: alignmentSchema.optional() });

/**
 * Reads how a model aligns parts from the card beside its graph; null if it does not, or the graph has no
 * card.
 *
 * @param folder of the model
 * @throws StationError CORRUPT_MODEL
 */
export async function alignmentOfModel(folder: string): Promise<Alignment | null> {
  try {
    const text = await readFile(join(folder, modelFiles.card), 'utf8');
    return cardSchema.parse(JSON.parse(text)).alignment ?? null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new StationError(
      'CORRUPT_MODEL',
      `The card of the model in “${folder}” cannot be read: ${messageOf(error)}`,
    );
  }
}

/** Calls {@link alignmentOfModel} by the path of a model's graph. */
export function alignmentOfGraph(graph: string): Promise<Alignment | null> {
  return alignmentOfModel(dirname(graph));
}
