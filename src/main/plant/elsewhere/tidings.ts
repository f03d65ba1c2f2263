import type { KvWatchEntry } from '@nats-io/kv';
import type { NatsConnection } from '@nats-io/transport-node';
import {
  trainerOfferSchema,
  trainingTidingsSchema,
  type TrainerOffer,
  type TrainingTidings,
} from '../../../shared/plant/training.ts';
import { anyStation, buckets, tidingsKey } from '../../../shared/plant/subjects.ts';
import { watchValues } from '../watch-values.ts';

type Said<Union> = Union extends unknown ? Omit<Union, 'format' | 'station'> : never;

/** Sends news of a training to another station. @throws the error of NATS */
export type TellTidings = (to: number, job: string, said: Said<TrainingTidings>) => Promise<void>;

export interface HeardTidings {
  readonly connection: NatsConnection;
  readonly station: number;
  /** Called with a station's news of a training; with null when the training is over. */
  readonly onTidings: (from: number, job: string, tidings: TrainingTidings | null) => void;
  readonly onTrainer: (offer: TrainerOffer) => void;
  readonly onFailure: (error: unknown) => void;
}

/** Listens to other stations' news of trainings and to their offers to train. Ends with the connection. */
export function hearTidings({ connection, station, onTidings, onTrainer, onFailure }: HeardTidings): void {
  function takeTidings(entry: KvWatchEntry): void {
    const [from, , job] = entry.key.split('.');
    if (from === undefined || job === undefined) return;
    if (entry.operation !== 'PUT') return onTidings(Number(from), job, null);
    const tidings = trainingTidingsSchema.parse(entry.json());
    // The server lets a station write only under its own number. News under it that name another station are ignored.
    if (String(tidings.station) === from) onTidings(tidings.station, job, tidings);
  }

  function takeOffer(entry: KvWatchEntry): void {
    if (entry.operation !== 'PUT') return;
    const offer = trainerOfferSchema.parse(entry.json());
    if (String(offer.station) === entry.key && offer.station !== station) onTrainer(offer);
  }

  watchValues(connection, buckets.jobs, tidingsKey(anyStation, station, '>'), takeTidings, onFailure);
  watchValues(connection, buckets.trainers, '>', takeOffer, onFailure);
}
