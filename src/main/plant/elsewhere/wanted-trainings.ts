import { rm } from 'node:fs/promises';
import type { ImportableModel } from '../../../shared/contract/model-import.ts';
import type { Model } from '../../../shared/contract/models.ts';
import type { Job } from '../../../shared/contract/training.ts';
import { messageOf, StationError } from '../../../shared/domain/station-error.ts';
import type { TrainingTidings } from '../../../shared/plant/training.ts';
import type { TrainingService } from '../../training/service.ts';
import type { FromLink, ToLink } from '../protocol.ts';

type ModelNote = Extract<TrainingTidings, { state: 'finished' }>['model'];
type Message = Extract<
  FromLink,
  { kind: 'training-sent' | 'training-unsent' | 'tidings' | 'trained' | 'untrained' }
>;

export interface WantedTrainingsParts {
  readonly training: Pick<TrainingService, 'elsewhere' | 'orderOf'>;
  readonly models: {
    look(path: string): Promise<Pick<ImportableModel, 'id' | 'installedProductId'>>;
    take(path: string, productId: string): Promise<Pick<Model, 'id'>>;
  };
  /** Sends a message to the link process; lost while there is none. */
  readonly send: (message: ToLink) => void;
}

export type WantedTrainings = ReturnType<typeof createWantedTrainings>;

/** Trainings that other stations do for this one: it sends their images, and imports their models like any other model. */
export function createWantedTrainings({ training, models, send }: WantedTrainingsParts) {
  const { elsewhere } = training;
  /** The trainers of the running trainings, by job. A job that disappears without a model was cancelled. */
  const known = new Map<string, number>();
  /** Jobs whose images are being sent or whose model is being fetched. */
  const busy = new Set<string>();
  /** Models to be fetched, by job. */
  const ready = new Map<string, ModelNote>();

  const find = (id: string): Job | undefined => elsewhere.unended().find((job) => job.id === id);

  function over(job: string, trainer: number): void {
    known.delete(job);
    busy.delete(job);
    ready.delete(job);
    send({ kind: 'training-over', job, trainer });
  }

  function fail(job: string, { code, message }: Pick<StationError, 'code' | 'message'>): void {
    elsewhere.end(job, { state: 'failed', code, message });
  }

  function want(job: Job, trainer: number): void {
    busy.add(job.id);
    try {
      // The order's paths of this machine are left out.
      const { family, preset, epochs, seed, choices, area, images, ...named } = training.orderOf(job);
      const { modelId, productId, productName } = named;
      const order = { modelId, productId, productName, family, preset, epochs, seed, choices, area, images };
      send({ kind: 'want-training', job: job.id, trainer, order });
    } catch (error) {
      busy.delete(job.id);
      fail(job.id, error instanceof StationError ? error : failureOf(error));
    }
  }

  function hear(job: Job | undefined, id: string, from: number, tidings: TrainingTidings): void {
    // News from any other station is ignored. It may have been asked before, so it is told that the training is over.
    if (job?.choices.trainer?.station !== from) return over(id, from);
    if (tidings.state === 'running') elsewhere.advance(id, tidings, tidings.device);
    if (tidings.state === 'failed') fail(id, tidings);
    if (tidings.state !== 'finished') return;
    ready.set(id, tidings.model);
    fetch(id);
  }

  function fetch(job: string): void {
    const model = ready.get(job);
    if (model === undefined || busy.has(job)) return;
    busy.add(job);
    send({ kind: 'fetch-trained', job, model });
  }

  /** Imports a model, or finds the one that was imported before the station ended without noting the job's end. */
  async function importOnce(file: string, productId: string): Promise<string> {
    const { id, installedProductId } = await models.look(file);
    return installedProductId === productId ? id : (await models.take(file, productId)).id;
  }

  async function takeIn(job: Job, file: string): Promise<void> {
    try {
      const modelId = await importOnce(file, job.productId);
      elsewhere.end(job.id, { state: 'completed', modelId, takeOver: null });
    } catch (error) {
      fail(job.id, error instanceof StationError ? error : failureOf(error));
    } finally {
      await rm(file, { force: true });
    }
  }

  return {
    /** Follows started and cancelled trainings; called repeatedly while the plant is reached. */
    look(): void {
      const unended = new Map(elsewhere.unended().map((job) => [job.id, job]));
      for (const [id, trainer] of known) if (!unended.has(id)) over(id, trainer);
      for (const [id, job] of unended) {
        const trainer = job.choices.trainer?.station;
        if (trainer === undefined) continue;
        known.set(id, trainer);
        if (job.state === 'queued' && !busy.has(id)) want(job, trainer);
        fetch(id);
      }
    },

    /** Handles the end of the link process: unfinished transfers begin anew. */
    restart: (): void => busy.clear(),

    async take(message: Message): Promise<void> {
      const { job: id } = message;
      const job = find(id);
      if (message.kind === 'tidings') return hear(job, id, message.from, message.tidings);
      if (message.kind === 'trained' && job !== undefined) await takeIn(job, message.file);
      busy.delete(id);
      if (message.kind === 'training-sent') elsewhere.sent(id);
      if ((message.kind === 'training-unsent' || message.kind === 'untrained') && !message.again) {
        fail(id, message.failure);
      }
    },
  };
}

function failureOf(error: unknown): StationError {
  return new StationError('WORKER_FAILED', `The training failed: ${messageOf(error)}`);
}
