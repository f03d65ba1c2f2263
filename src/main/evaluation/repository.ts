import { z } from 'zod';
import { evaluationResultSchema } from '../../shared/contract/models.ts';
import type { Evaluation, EvaluationResult } from '../../shared/contract/models.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { insertedId, jsonColumn, oneRow } from '../database/rows.ts';

const rowSchema = z.object({
  id: z.number(),
  modelId: z.string(),
  folder: z.string(),
  evaluatedAt: z.number(),
  result: jsonColumn(evaluationResultSchema),
});

/** Evaluations as rows; written once. Models are read together with their latest one. */
export function createEvaluationRepository(database: StationDatabase) {
  const insert = database.prepare(
    `INSERT INTO evaluations (model_id, folder, evaluated_at, result) VALUES (@modelId, @folder, @evaluatedAt, @result)`,
  );
  const byId = database.prepare(
    `SELECT id, model_id AS modelId, folder, evaluated_at AS evaluatedAt, result FROM evaluations WHERE id = ?`,
  );
  return {
    find: (id: number): Evaluation | null => oneRow(rowSchema, byId, id),

    insert(modelId: string, folder: string, result: EvaluationResult): Evaluation {
      const evaluatedAt = Date.now();
      const row = insert.run({ modelId, folder, evaluatedAt, result: JSON.stringify(result) });
      return { id: insertedId(row), modelId, folder, evaluatedAt, result };
    },
  };
}

export type EvaluationRepository = ReturnType<typeof createEvaluationRepository>;
