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
import { toldFailure } from '../../host/told-failure.ts';
import { fetchObject, putObject } from '../objects.ts';
import { plantFailure } from '../plant-failure.ts';
import { tryAgain, untilClosed } from '../try-again.ts';
import type { FromLink, ToLink } from '../protocol.ts';
import type { Way } from '../way.ts';
import { takeTrainings, type TakenTrainings } from './take-trainings.ts';
import { hearTidings, type TellTidings } from './tidings.ts';
import { packTraining } from './training-archive.ts';

type Wanted = Extract<ToLink, { kind: 'want-training' }>;
type Fetched = Extract<ToLink, { kind: 'fetch-trained' }>;

export interface LinkTrainingsParts {
  readonly way: Pick<Way, 'publish' | 'failed' | 'waits'>;
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
  let closed = AbortSignal.abort();
  /** Trainings of whose end their trainers have yet to be told, by job. */
  const overs = new Map<string, number>();
  /** Models that are being fetched, by job. */
  const fetches = new Map<string, AbortController>();
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

  const notReached = (): StationError =>
    new StationError('UNREACHABLE', `The plant’s server at ${server} is not reached.`);

  function connected(): NatsConnection {
    if (connection !== null && !connection.isClosed()) return connection;
    throw notReached();
  }

  /** Returns what reports the failures of something about a training that is tried again. */
  function waiting(job: string): (failure: unknown) => void {
    const what = Symbol(job);
    return (failure) => way.waits(what, failure);
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
      send({ kind: 'training-unsent', job, again, failure: toldFailure(failure) });
    } finally {
      await rm(file, { force: true });
    }
  }

  /** Fetches a model, for as long as it is wanted and the connection stands. */
  async function fetchTrained({ job, model }: Fetched): Promise<void> {
    const file = join(folder, `trained-${randomUUID()}${modelFileEnding}`);
    const stop = new AbortController();
    fetches.set(job, stop);
    const signal = AbortSignal.any([closed, stop.signal]);
    const came = { whole: false, again: true, failure: notReached() };
    const fetch = async (): Promise<void> => {
      const from = connected();
      const refused = await fetchObject(from, buckets.trainingObjects, modelObject(job), file, model, signal);
      came.whole = refused === null;
      if (refused === null) return;
      came.again = false;
      const message = `The trained model did not come whole: ${refused.detail}`;
      came.failure = new StationError('CORRUPT_FILE', message);
    };
    await tryAgain(fetch, { signal, onState: waiting(job) });
    fetches.delete(job);
    if (came.whole && !stop.signal.aborted) return send({ kind: 'trained', job, file });
    await rm(file, { force: true });
    const { again, failure } = came;
    send({ kind: 'untrained', job, again, failure: toldFailure(failure) });
  }

  /** Tells a trainer that its training is over, until the server has it. */
  function tellOver(job: string, trainer: number): void {
    const say = async (): Promise<void> => {
      await tell(trainer, job, { state: 'over', at: Date.now() });
      overs.delete(job);
    };
    void tryAgain(say, { signal: closed, onState: waiting(job) });
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
      closed = untilClosed(opened);
      for (const [job, trainer] of overs) tellOver(job, trainer);
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
        fetches.get(message.job)?.abort();
        if (!overs.has(message.job)) {
          overs.set(message.job, message.trainer);
          tellOver(message.job, message.trainer);
        }
      }
      if (message.kind !== 'training-progress') return;
      const to = taken?.wantedBy(message.job) ?? null;
      if (to === null) return;
      attempt(tell(to, message.job, { state: 'running', at: Date.now(), ...message.progress }));
    },
  };
}
