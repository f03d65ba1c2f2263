import { z } from 'zod';
import { assignmentAnswerSchema, type AssignmentAnswer } from '../../shared/plant/assignment.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { jsonColumn, oneRow } from '../database/rows.ts';

const assignmentRow = z.object({
  id: z.string(),
  /** The activated model; null if none was. */
  modelId: z.string().nullable(),
  /** The model that was active before; null if none was. */
  beforeId: z.string().nullable(),
  answer: jsonColumn(assignmentAnswerSchema),
});
export type AssignmentRow = z.infer<typeof assignmentRow>;

export type AssignmentsRepository = ReturnType<typeof createAssignmentsRepository>;

/** The rows of the plant's assignments that the station has answered. */
export function createAssignmentsRepository(database: StationDatabase) {
  const find = database.prepare(
    'SELECT id, model_id AS modelId, before_model_id AS beforeId, answer FROM plant_assignments WHERE id = ?',
  );
  const write = database.prepare(
    `INSERT INTO plant_assignments VALUES (@id, @modelId, @beforeId, @answer)
     ON CONFLICT (id) DO UPDATE SET model_id = @modelId, before_model_id = @beforeId, answer = @answer`,
  );
  return {
    find: (id: string): AssignmentRow | null => oneRow(assignmentRow, find, id),
    write: ({
      answer,
      ...row
    }: Omit<AssignmentRow, 'answer'> & { readonly answer: AssignmentAnswer }): void =>
      void write.run({ ...row, answer: JSON.stringify(answer) }),
  };
}
