import { z } from 'zod';
import {
  evaluationResultSchema,
  modelSchema,
  type EvaluationResult,
  type Model,
} from '../../shared/contract/models.ts';
import { familySchema, presetSchema } from '../../shared/domain/families.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { allRows, flagColumn, jsonColumn, oneRow } from '../database/rows.ts';
import { activationHistory } from './activation-repository.ts';
import { modelCardSchema } from '../families/registry.ts';
import type { ModelCard } from '../learning/model-card.ts';

/** As in the contract, but SQLite's booleans are 0 and 1. */
const lastLimitsSchema = modelSchema.shape.lastLimits.unwrap().extend({ pixelFollows: flagColumn });

const rowSchema = z
  .object({
    id: z.string(),
    productId: z.string(),
    name: z.string(),
    note: z.string(),
    pinned: flagColumn,
    archivedAt: z.number().nullable(),
    family: familySchema,
    preset: presetSchema,
    createdAt: z.number(),
    active: flagColumn,
    review: z.number(),
    defect: z.number(),
    lastLimits: jsonColumn(lastLimitsSchema).nullable(),
    students: z.number(),
    receptiveFields: jsonColumn(z.array(z.number())),
    trainingImages: z.number(),
    validationImages: z.number(),
    trainingSeconds: z.number(),
    graphSha256: z.string(),
    graphBytes: z.number(),
    evaluationId: z.number().nullable(),
    folder: z.string().nullable(),
    evaluatedAt: z.number().nullable(),
    result: jsonColumn(evaluationResultSchema).nullable(),
  })
  .transform((row): Model => {
    const { review, defect, evaluationId, folder, evaluatedAt, result, ...model } = row;
    const evaluated = evaluationId !== null && folder !== null && evaluatedAt !== null && result !== null;
    return {
      ...model,
      thresholds: { review, defect },
      latestEvaluation: evaluated ? { id: evaluationId, modelId: row.id, folder, evaluatedAt, result } : null,
    };
  });

const select = `
  SELECT m.id, m.product_id AS productId, coalesce(n.name, '') AS name, coalesce(n.note, '') AS note,
    coalesce(n.pinned, 0) AS pinned, n.archived_at AS archivedAt, m.family, m.preset, m.created_at AS createdAt,
    m.id IS (SELECT model_id FROM activations WHERE product_id = m.product_id ORDER BY id DESC LIMIT 1) AS active,
    m.review, m.defect,
    (SELECT json_object('review', review, 'defect', defect, 'pixelThreshold', pixel_threshold,
       'smallestArea', smallest_area, 'pixelFollows', pixel_follows)
     FROM thresholds WHERE model_id = m.id ORDER BY id DESC LIMIT 1) AS lastLimits,
    (SELECT count(*) FROM json_each(m.card, '$.scales') AS scale, json_each(scale.value, '$.finalLoss'))
      + coalesce(json_array_length(m.card, '$.finalLoss'), 0) AS students,
    (SELECT json_group_array(value ->> 'receptiveField') FROM json_each(m.card, '$.scales')) AS receptiveFields,
    m.training_images AS trainingImages,
    m.validation_images AS validationImages, m.training_seconds AS trainingSeconds,
    m.graph_sha256 AS graphSha256, m.graph_bytes AS graphBytes,
    e.id AS evaluationId, e.folder, e.evaluated_at AS evaluatedAt, e.result
  FROM models m
  LEFT JOIN model_notes n ON n.model_id = m.id
  LEFT JOIN evaluations e ON e.id = (SELECT max(id) FROM evaluations WHERE model_id = m.id)`;

export interface NewActivation {
  readonly productId: string;
  readonly modelId: string;
  readonly note: string;
  readonly activatedBy: string;
  readonly activatedAt: number;
}

export type ModelRepository = ReturnType<typeof createModelRepository>;

/** The fields of a model that people may edit. */
export type ModelNotes = Pick<Model, 'name' | 'note' | 'pinned' | 'archivedAt'>;

/** The rows of models and activations. They never change, except for the fields that people may edit. */
export function createModelRepository(database: StationDatabase) {
  const insert = database.prepare(
    `INSERT INTO models (id, product_id, family, preset, created_at, review, defect,
       training_images, validation_images, training_seconds, graph_sha256, graph_bytes, card)
     VALUES (@id, @productId, @family, @preset, @createdAt, @review, @defect,
       @trainingImages, @validationImages, @trainingSeconds, @graphSha256, @graphBytes, @card)`,
  );
  const byId = database.prepare(`${select} WHERE m.id = ?`);
  const ofProduct = database.prepare(
    `${select} WHERE m.product_id = ? ORDER BY m.created_at DESC, m.rowid DESC`,
  );
  const withDefects = database.prepare(
    `SELECT result FROM evaluations
     WHERE model_id = ? AND EXISTS (SELECT 1 FROM json_each(result, '$.scores') WHERE value ->> 'defective')
     ORDER BY id DESC LIMIT 1`,
  );
  const setNotes = database.prepare(
    `INSERT INTO model_notes (model_id, name, note, pinned, archived_at) VALUES (@id, @name, @note, @pinned, @archivedAt)
     ON CONFLICT (model_id) DO UPDATE SET name = @name, note = @note, pinned = @pinned, archived_at = @archivedAt`,
  );
  const card = database.prepare(`SELECT card FROM models WHERE id = ?`);
  const activate = database.prepare(
    `INSERT INTO activations (product_id, model_id, note, activated_by, activated_at)
     VALUES (@productId, @modelId, @note, @activatedBy, @activatedAt)`,
  );
  const cardRow = z.object({ card: jsonColumn(modelCardSchema) });
  const resultRow = z.object({ result: jsonColumn(evaluationResultSchema) });

  return {
    /** @param productId the product that the model inspects here; the card names the one that it was trained for */
    insert: (model: ModelCard, productId = model.productId): void =>
      void insert.run({
        id: model.id,
        productId,
        family: model.family,
        preset: model.preset,
        createdAt: model.createdAt,
        review: model.thresholds.review,
        defect: model.thresholds.defect,
        trainingImages: model.trainingImages.length,
        validationImages: model.validationImages.length,
        trainingSeconds: model.trainingSeconds,
        graphSha256: model.graph.sha256,
        graphBytes: model.graph.bytes,
        card: JSON.stringify(model),
      }),
    find: (id: string): Model | null => oneRow(rowSchema, byId, id),
    ofProduct: (productId: string): Model[] => allRows(rowSchema, ofProduct, productId),
    /** Reads a model's latest evaluation on a test set with defective images; null if there is none. */
    latestOnDefects: (id: string): EvaluationResult | null =>
      oneRow(resultRow, withDefects, id)?.result ?? null,
    card: (id: string): ModelCard | null => oneRow(cardRow, card, id)?.card ?? null,
    setNotes: (id: string, { name, note, pinned, archivedAt }: ModelNotes): void =>
      void setNotes.run({ id, name, note, pinned: pinned ? 1 : 0, archivedAt }),
    activations: activationHistory(database),
    activate: (activation: NewActivation): void => void activate.run(activation),
  };
}
