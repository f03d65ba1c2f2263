import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { stationNameSchema } from '../../shared/domain/station-settings.ts';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { areOrdered } from '../../shared/domain/verdict.ts';
import { fileFailure } from '../files/file-failure.ts';
import { readBounded } from '../files/read-bounded.ts';
import { parseShallowJson } from '../files/shallow-json.ts';
import { type CardWithEvaluation, cardWithEvaluationSchema } from './card-with-evaluation.ts';
import { modelCardSchema } from '../families/registry.ts';
import { mostCardBytes, type ModelCard } from '../learning/model-card.ts';
import { modelFiles } from '../learning/model-files.ts';
import { verifyModel } from './store.ts';

/** An exported model whose files have been checked. */
export interface ExportedModel {
  readonly card: ModelCard;
  /** Its evaluation at the exporting station. */
  readonly evaluation: CardWithEvaluation['evaluation'];
  /** Name of the exporting station; null if it has none. */
  readonly exportedFrom: string | null;
}

/** The formats of cards that this station can read. */
const knownFormats = [2, 3];

/**
 * Reads an exported model's card, and checks its files against the card.
 *
 * @throws StationError NOT_FOUND if the folder contains no model, BAD_INPUT for a card of another version of the station,
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
  const fault = faultOf(parsed.data);
  if (fault !== null) throw damaged(join(folder, modelFiles.card), fault);
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

/** Largest difference between two stations' clocks that is accepted, milliseconds. */
const clocksDiffer = 86_400_000;

/** Finds contradictions in a valid card which no station writes: such a model could not be activated, or would be the newest for ever. */
function faultOf({ thresholds, createdAt }: ModelCard): string | null {
  if (!areOrdered(thresholds)) return `review ${thresholds.review} lies above defect ${thresholds.defect}`;
  if (createdAt > Date.now() + clocksDiffer) {
    return `created at ${new Date(createdAt).toISOString()}, in the future`;
  }
  return null;
}

async function readCardFile(folder: string): Promise<unknown> {
  const path = join(folder, modelFiles.card);
  await stat(folder).catch((error: unknown) => {
    throw fileFailure(error, folder);
  });
  const bytes = await readBounded(path, mostCardBytes).catch((error: unknown) => {
    if (!(error instanceof StationError)) throw error;
    if (error.code === 'BAD_INPUT') throw damaged(path, error.message);
    if (error.code !== 'NOT_FOUND') throw error;
    throw new StationError(
      'NOT_FOUND',
      `“${folder}” holds no exported model: there is no ${modelFiles.card} in it. Choose the folder that an export made.`,
    );
  });
  try {
    return parseShallowJson(bytes);
  } catch (error) {
    throw damaged(path, messageOf(error));
  }
}

/** Returns the path that a message quotes. */
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
