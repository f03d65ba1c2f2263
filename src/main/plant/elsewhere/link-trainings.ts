import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { JetStreamClient } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { StationError } from '../../../shared/domain/station-error.ts';
import type { TrainerOffer, TrainingJob } from '../../../shared/plant/training.ts';
import {
  buckets,
  imagesObject,
  jobSubject,
  modelObject,
  tidingsKey,
} from '../../../shared/plant/subjects.ts';
import { modelFileEnding } from '../../../shared/contract/models.ts';
import { fetchObject, putObject } from '../objects.ts';
import { plantFailure } from '../plant-failure.ts';
import type { FromLink, ToLink } from '../protocol.ts';
import type { Way } from '../way.ts';
import { takeTrainings, type TakenTrainings } from './take-trainings.ts';
import { hearTidings, type TellTidings } from './tidings.ts';
import { packTraining } from './training-archive.ts';

type Wanted = Extract<ToLink, { kind: 'want-training' }>;
type Fetched = Extract<ToLink, { kind: 'fetch-trained' }>;

export interface LinkTrainingsParts {
  readonly way: Pick<Way, 'publish' | 'failed'>;
  readonly station: number;
  /** The plant's server, for messages. */
  readonly server: string;
  readonly folder: string;
  readonly mayTake: () => boolean;
  readonly send: (message: FromLink) => void;
}

export type LinkTrainings = ReturnType<typeof createLinkTrainings>;

/** Trainings between stations, in the link process: it sends and receives images and models. */
export function createLinkTrainings({ way, station, server, folder, mayTake, send }: LinkTrainingsParts) {
  let connection: NatsConnection | null = null;
  let taken: TakenTrainings | null = null;
  let offer: Omit<TrainerOffer, 'format' | 'station'> | null = null;
  const head = { format: 1, station } as const;
  const onFailure = (error: unknown): void => way.failed(error);

  const tell: TellTidings = (to, job, said) =>
    way.publish({
      subject: `$KV.${buckets.jobs}.${tidingsKey(station, to, job)}`,
      body: { ...head, ...said },
    });
  const attempt = (telling: Promise<void>): void => void telling.catch(onFailure);

  function connected(): NatsConnection {
    if (connection !== null && !connection.isClosed()) return connection;
    throw new StationError('UNREACHABLE', `The plant’s server at ${server} is not reached.`);
  }

  /** Describes a failure, and tells whether another try may help. */
  function failed(error: unknown): { readonly again: boolean; readonly failure: StationError } {
    const failure = plantFailure(error, server);
    return { again: failure.code === 'UNREACHABLE', failure };
  }

  async function want({ job, trainer, order }: Wanted): Promise<void> {
    const file = join(folder, `wanted-${job}.zip`);
    try {
      const to = connected();
      const images = await packTraining(order, file);
      await putObject(to, buckets.trainingObjects, imagesObject(job), file, images);
      const body: TrainingJob = { ...head, id: job, trainer, images };
      await way.publish({ subject: jobSubject(trainer, station), id: `job-${job}`, body });
      send({ kind: 'training-sent', job });
    } catch (error) {
      const { again, failure } = failed(error);
      send({
        kind: 'training-unsent',
        job,
        again,
        failure: { code: failure.code, message: failure.message },
      });
    } finally {
      await rm(file, { force: true });
    }
  }

  async function fetchTrained({ job, model }: Fetched): Promise<void> {
    const file = join(folder, `trained-${randomUUID()}${modelFileEnding}`);
    try {
      const refused = await fetchObject(connected(), buckets.trainingObjects, modelObject(job), file, model);
      if (refused !== null) {
        throw new StationError('CORRUPT_FILE', `The trained model did not come whole: ${refused.detail}`);
      }
      send({ kind: 'trained', job, file });
    } catch (error) {
      const { again, failure } = failed(error);
      send({ kind: 'untrained', job, again, failure: { code: failure.code, message: failure.message } });
    }
  }

  function tellOffer(): void {
    if (offer === null || !mayTake()) return;
    const body: TrainerOffer = { ...head, ...offer };
    attempt(way.publish({ subject: `$KV.${buckets.trainers}.${station}`, body }));
  }

  return {
    /** Starts listening on a new connection; ends with the connection. */
    connect(opened: NatsConnection, client: JetStreamClient): void {
      connection = opened;
      taken = takeTrainings({
        connection: opened,
        client,
        station,
        folder,
        mayTake,
        tell,
        onFailure,
        onTraining: (job, at, order) => send({ kind: 'training', job, folder: at, order }),
        onDone: (job) => send({ kind: 'training-done', job }),
      });
      hearTidings({
        connection: opened,
        station,
        onFailure,
        onTrainer: (heard) => send({ kind: 'trainer', offer: heard }),
        onTidings(from, job, tidings) {
          if (tidings === null || tidings.state === 'over') taken?.over(job);
          else send({ kind: 'tidings', job, from, tidings });
        },
      });
      tellOffer();
    },
    /** Repeats the offer that the station trains for others. */
    beat: tellOffer,
    take(message: ToLink): void {
      if (message.kind === 'offer') offer = message.offer;
      if (message.kind === 'want-training') void want(message);
      if (message.kind === 'fetch-trained') void fetchTrained(message);
      if (message.kind === 'training-ended') taken?.ended(message.job, message.end);
      if (message.kind === 'training-over') {
        attempt(tell(message.trainer, message.job, { state: 'over', at: Date.now() }));
      }
      if (message.kind !== 'training-progress') return;
      const to = taken?.wantedBy(message.job) ?? null;
      if (to === null) return;
      attempt(tell(to, message.job, { state: 'running', at: Date.now(), ...message.progress }));
    },
  };
}
