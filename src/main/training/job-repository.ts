import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { familySchema, presetSchema } from '../../shared/domain/families.ts';
import {
  jobStateSchema,
  lossPointSchema,
  trainingChoicesSchema,
  trainingPhaseSchema,
  type Job,
  type LossPoint,
  type TrainingPhase,
} from '../../shared/contract/training.ts';
import { takeOverSchema, type TakeOver } from '../../shared/contract/take-over-outcome.ts';
import { deviceUsedSchema, type DeviceUsed } from '../../shared/contract/training-device.ts';
import { errorCodes, type ErrorCode } from '../../shared/domain/station-error.ts';
import { allRows, countOf, jsonColumn, oneRow } from '../database/rows.ts';

const rowSchema = z
  .object({
    id: z.string(),
    product_id: z.string(),
    product_name: z.string(),
    family: familySchema,
    preset: presetSchema,
    epochs: z.number().nullable(),
    seed: z.number(),
    choices: jsonColumn(trainingChoicesSchema),
    started_by: z.string(),
    state: jobStateSchema,
    phase: trainingPhaseSchema,
    progress: z.number(),
    eta_seconds: z.number().nullable(),
    created_at: z.number(),
    started_at: z.number().nullable(),
    finished_at: z.number().nullable(),
    reason_code: z.enum(errorCodes).nullable(),
    reason_message: z.string().nullable(),
    model_id: z.string().nullable(),
    take_over: jsonColumn(takeOverSchema).nullable(),
    device: jsonColumn(deviceUsedSchema).nullable(),
  })
  .transform((row): Job => ({
    id: row.id,
    productId: row.product_id,
    productName: row.product_name,
    state: row.state,
    phase: row.phase,
    progress: row.progress,
    etaSeconds: row.eta_seconds,
    family: row.family,
    preset: row.preset,
    epochs: row.epochs,
    seed: row.seed,
    choices: row.choices,
    startedBy: row.started_by,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    reason:
      row.reason_code === null || row.reason_message === null
        ? null
        : { code: row.reason_code, message: row.reason_message },
    modelId: row.model_id,
    takeOver: row.take_over,
    device: row.device,
  }));

const idRow = z.object({ id: z.string() });

export type NewJob = Pick<
  Job,
  'id' | 'productId' | 'family' | 'preset' | 'epochs' | 'seed' | 'choices' | 'startedBy' | 'createdAt'
>;

/** The final outcome of a job. */
export type JobEnd =
  | { readonly state: 'completed'; readonly modelId: string; readonly takeOver: TakeOver | null }
  | { readonly state: 'failed'; readonly code: ErrorCode; readonly message: string }
  | { readonly state: 'cancelled' };

const columns = `SELECT jobs.*, products.name AS product_name FROM jobs JOIN products ON products.id = jobs.product_id`;

/** The condition on jobs of this machine. Jobs on another station go on there, whatever happens here. */
const trainsHere = "(json_extract(jobs.choices, '$.trainer') IS NULL)";

/** The rows of jobs. A job that has ended never changes again. */
export function createJobRepository(database: Database) {
  const insert = database.prepare(
    `INSERT INTO jobs (id, product_id, family, preset, epochs, seed, choices, started_by, state, phase, created_at)
     VALUES (@id, @productId, @family, @preset, @epochs, @seed, @choices, @startedBy, 'queued', 'waiting', @createdAt)`,
  );
  const one = database.prepare(`${columns} WHERE jobs.id = ?`);
  const all = database.prepare(
    `${columns} WHERE @productId IS NULL OR jobs.product_id = @productId ORDER BY jobs.created_at DESC`,
  );
  const next = database.prepare(
    `${columns} WHERE jobs.state = 'queued' AND ${trainsHere} ORDER BY jobs.created_at LIMIT 1`,
  );
  const elsewhere = database.prepare(
    `${columns} WHERE jobs.state IN ('queued', 'running') AND NOT ${trainsHere} ORDER BY jobs.created_at`,
  );
  const start = database.prepare(
    `UPDATE jobs SET state = 'running', started_at = @now WHERE id = @id AND state = 'queued'`,
  );
  const advance = database.prepare(
    `UPDATE jobs SET phase = @phase, progress = max(progress, @progress), eta_seconds = @etaSeconds
     WHERE id = @id AND state = 'running'`,
  );
  const setDevice = database.prepare(`UPDATE jobs SET device = @device WHERE id = @id AND state = 'running'`);
  const compare = database.prepare(
    `UPDATE jobs SET phase = 'comparison', progress = 1, eta_seconds = NULL, candidate_id = @modelId
     WHERE id = @id AND state = 'running'`,
  );
  const finish = database.prepare(
    `UPDATE jobs SET state = @state, phase = 'finished', eta_seconds = NULL, finished_at = @now, model_id = @modelId, take_over = @takeOver,
       reason_code = @code, reason_message = @message, progress = iif(@state = 'completed', 1, progress)
     WHERE id = @id AND state IN ('queued', 'running')`,
  );
  const orphanCompared = database.prepare(
    `UPDATE jobs SET state = 'completed', phase = 'finished', eta_seconds = NULL, finished_at = @now,
       model_id = candidate_id, take_over = @takeOver
     WHERE state = 'running' AND candidate_id IS NOT NULL AND id IN (SELECT value FROM json_each(@ids))`,
  );
  const orphan = database.prepare(
    `UPDATE jobs SET state = 'failed', phase = 'finished', eta_seconds = NULL, finished_at = @now,
       reason_code = @code, reason_message = @message
     WHERE state IN ('queued', 'running') AND id IN (SELECT value FROM json_each(@ids))`,
  );
  const unended = database.prepare(
    `SELECT id FROM jobs WHERE state IN ('queued', 'running') AND ${trainsHere}`,
  );
  const addLoss = database.prepare(
    `INSERT INTO job_losses (job_id, sequence, student, step, epoch, training, validation)
     SELECT @jobId, coalesce(max(sequence) + 1, 0), @student, @step, @epoch, @training, @validation
     FROM job_losses WHERE job_id = @jobId`,
  );
  const losses = database.prepare(
    `SELECT student, step, epoch, training, validation FROM job_losses WHERE job_id = ? ORDER BY sequence`,
  );
  const forgetLosses = database.prepare(`DELETE FROM job_losses WHERE job_id = ?`);
  const counts = {
    queued: database.prepare(`SELECT count(*) AS n FROM jobs WHERE state = 'queued'`),
    running: database.prepare(`SELECT count(*) AS n FROM jobs WHERE state = 'running'`),
  };

  return {
    insert: (job: NewJob): void => void insert.run({ ...job, choices: JSON.stringify(job.choices) }),
    find: (id: string): Job | null => oneRow(rowSchema, one, id),
    list: (productId: string | null): Job[] => allRows(rowSchema, all, { productId }),
    nextQueued: (): Job | null => oneRow(rowSchema, next),
    /** Open jobs that run on other stations. */
    elsewhere: (): Job[] => allRows(rowSchema, elsewhere),
    start: (id: string, now: number): boolean => start.run({ id, now }).changes === 1,
    advance: (id: string, phase: TrainingPhase, progress: number, etaSeconds: number | null): void =>
      void advance.run({ id, phase, progress, etaSeconds }),
    setDevice: (id: string, used: DeviceUsed): void =>
      void setDevice.run({ id, device: JSON.stringify(used) }),
    /** Marks a job whose model exists and is being compared with the active one. */
    beginComparison: (id: string, modelId: string): void => void compare.run({ id, modelId }),
    /** @returns false if the job had already ended */
    finish: (id: string, end: JobEnd, now: number): boolean =>
      finish.run({
        id,
        now,
        state: end.state,
        modelId: end.state === 'completed' ? end.modelId : null,
        takeOver: end.state === 'completed' && end.takeOver ? JSON.stringify(end.takeOver) : null,
        code: end.state === 'failed' ? end.code : null,
        message: end.state === 'failed' ? end.message : null,
      }).changes === 1,
    /** Ids of this machine's jobs that wait or run. */
    unended: (): string[] => allRows(idRow, unended).map(({ id }) => id),
    /** Completes those of the jobs whose models were being compared when the station was killed; their take-over is undecided. */
    completeCompared: (ids: readonly string[], takeOver: TakeOver, now: number): void =>
      void orphanCompared.run({ ids: JSON.stringify(ids), takeOver: JSON.stringify(takeOver), now }),
    /** Fails those of the jobs that were running when the station was killed. @returns their number */
    failOrphans: (ids: readonly string[], code: ErrorCode, message: string, now: number): number =>
      orphan.run({ ids: JSON.stringify(ids), code, message, now }).changes,
    addLoss: (jobId: string, point: LossPoint): void => void addLoss.run({ jobId, ...point }),
    /** Removes the loss curve of a training that starts anew. */
    forgetLosses: (jobId: string): void => void forgetLosses.run(jobId),
    losses: (jobId: string): LossPoint[] => allRows(lossPointSchema, losses, jobId),
    count: (state: 'queued' | 'running'): number => countOf(counts[state]),
  };
}

export type JobRepository = ReturnType<typeof createJobRepository>;
