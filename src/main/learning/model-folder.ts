import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { fileFailure } from '../files/file-failure.ts';
import { sha256OfFile } from '../files/hash.ts';
import { readBounded } from '../files/read-bounded.ts';
import { parseShallowJson } from '../files/shallow-json.ts';
import { mostCardBytes, type ModelCard } from './model-card.ts';
import { modelFiles } from './model-files.ts';

/** A model's file as described in its card. */
export interface FileNote {
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** How to read cards of one family or of any. */
export interface CardFormat<Card extends ModelCard> {
  readonly schema: z.ZodType<Card>;
  /** Returns the file of tensors beside the graph that holds what was learnt. */
  learntFile(card: Card): FileNote;
}

/**
 * Reads a model's card and checks its graph and learnt tensors against the card.
 *
 * @param folder holds `model.onnx`, `card.json` and the learnt tensors
 * @throws StationError CORRUPT_MODEL with the model, the file and what to do; NO_PERMISSION
 */
export async function verifyModelFolder<Card extends ModelCard>(
  folder: string,
  { schema, learntFile }: CardFormat<Card>,
): Promise<Card> {
  const card = await readCard(folder, schema);
  const whose = `of the product ${card.productName}`;
  for (const { file, sha256, bytes } of [card.graph, learntFile(card)]) {
    const path = join(folder, file);
    // Does not read a pipe or a file of another length, because that might never end.
    const there = await stat(path).catch((error: unknown) => {
      throw corruptOr(error, path, whose);
    });
    if (!there.isFile() || there.size !== bytes) {
      throw corrupt(path, whose, `${there.size} bytes, card ${bytes}`);
    }
    const found = await sha256OfFile(path).catch((error: unknown) => {
      throw corruptOr(error, path, whose);
    });
    if (found.sha256 !== sha256 || found.bytes !== bytes) {
      throw corrupt(path, whose, `SHA-256 ${found.sha256}, card ${sha256}`);
    }
  }
  return card;
}

/**
 * Reads a model's card.
 *
 * @throws StationError CORRUPT_MODEL, NO_PERMISSION
 */
export async function readCard<Card>(folder: string, schema: z.ZodType<Card>): Promise<Card> {
  const path = join(folder, modelFiles.card);
  const bytes = await readBounded(path, mostCardBytes).catch((error: unknown) => {
    throw corruptOr(error, path, '');
  });
  try {
    return schema.parse(parseShallowJson(bytes));
  } catch (error) {
    throw corrupt(path, '', messageOf(error));
  }
}

function corruptOr(error: unknown, path: string, whose: string): unknown {
  const failure = fileFailure(error, path);
  const missing = failure instanceof StationError && failure.code !== 'NO_PERMISSION';
  return missing ? corrupt(path, whose, messageOf(error)) : failure;
}

function corrupt(path: string, whose: string, detail: string): StationError {
  const model = ['The model', whose].filter((word) => word !== '').join(' ');
  return new StationError(
    'CORRUPT_MODEL',
    `${model} is damaged: “${path}” is not as it was written. Activate another model, restore the file from a backup or train again.`,
    detail,
  );
}
