import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { stationNameSchema } from '../../shared/domain/station-settings.ts';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { fileFailure, systemCode } from '../files/file-failure.ts';
import { type CardWithEvaluation, cardWithEvaluationSchema } from './card-with-evaluation.ts';
import { modelCardSchema } from '../families/registry.ts';
import type { ModelCard } from '../learning/model-card.ts';
import { modelFiles } from '../learning/model-folder.ts';
import { verifyModel } from './store.ts';

/** An exported model whose files are whole. */
export interface ExportedModel {
  readonly card: ModelCard;
  /** What it reached where it comes from. */
  readonly evaluation: CardWithEvaluation['evaluation'];
  /** Name of the station that exported it; null where it had none. */
  readonly exportedFrom: string | null;
}

/** Formats of cards that this station reads. */
const knownFormats = [2, 3];

/**
 * Reads an exported model: its card, and whether its files are as the card says.
 *
 * @throws StationError NOT_FOUND where no model lies there, BAD_INPUT for a card of another version of the station,
 *   CORRUPT_MODEL naming the file, NO_PERMISSION
 */
export async function readExportedModel(folder: string): Promise<ExportedModel> {
  const raw = await readCardFile(folder);
  const parsed = modelCardSchema.safeParse(raw);
  if (!parsed.success) {
    const { format } = z.object({ format: z.unknown() }).catch({ format: null }).parse(raw);
    if (typeof format === 'number' && !knownFormats.includes(format)) {
      throw new StationError(
        'BAD_INPUT',
        `The model in “${folder}” was exported by another version of the station (format ${format}; this one reads ` +
          `${knownFormats.join(' and ')}). Update this station, or export the model again.`,
      );
    }
    throw damaged(join(folder, modelFiles.card), z.prettifyError(parsed.error));
  }
  await verifyModel(folder).catch((error: unknown) => {
    if (error instanceof StationError && error.code === 'CORRUPT_MODEL') {
      throw damaged(pathIn(error.message) ?? folder, error.detail);
    }
    throw error;
  });
  const told = cardWithEvaluationSchema.safeParse(raw);
  const origin = z.object({ exportedFrom: stationNameSchema.min(1) }).safeParse(raw);
  return {
    card: parsed.data,
    evaluation: told.success ? told.data.evaluation : null,
    exportedFrom: origin.success ? origin.data.exportedFrom : null,
  };
}

async function readCardFile(folder: string): Promise<unknown> {
  const path = join(folder, modelFiles.card);
  await stat(folder).catch((error: unknown) => {
    throw fileFailure(error, folder);
  });
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (systemCode(error) !== 'ENOENT') throw fileFailure(error, path);
    throw new StationError(
      'NOT_FOUND',
      `“${folder}” holds no exported model: there is no ${modelFiles.card} in it. Choose the folder that an export made.`,
    );
  });
  try {
    return JSON.parse(text);
  } catch (error) {
    throw damaged(path, messageOf(error));
  }
}

/** The path that a message names. */
function pathIn(message: string): string | undefined {
  return /“([^”]+)”/.exec(message)?.[1];
}

function damaged(path: string, detail: string | undefined): StationError {
  return new StationError(
    'CORRUPT_MODEL',
    `The exported model is damaged: “${path}” is not as it was written. Export it again and copy the whole folder.`,
    detail,
  );
}
