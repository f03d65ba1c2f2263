import type { Evaluation, EvaluationResult } from '../../shared/contract/models.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { insertedId } from '../database/rows.ts';

/** Evaluations as rows; written once. Models are read together with their latest one. */
export function createEvaluationRepository(database: StationDatabase) {
  const insert = database.prepare(
    `INSERT INTO evaluations (model_id, folder, evaluated_at, result) VALUES (@modelId, @folder, @evaluatedAt, @result)`,
  );
  return {
    insert(modelId: string, folder: string, result: EvaluationResult): Evaluation {
      const evaluatedAt = Date.now();
      const row = insert.run({ modelId, folder, evaluatedAt, result: JSON.stringify(result) });
      return { id: insertedId(row), modelId, folder, evaluatedAt, result };
    },
  };
}

export type EvaluationRepository = ReturnType<typeof createEvaluationRepository>;
