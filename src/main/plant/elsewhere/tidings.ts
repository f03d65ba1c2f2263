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

/** Tells another station of a training. @throws why it could not be told */
export type TellTidings = (to: number, job: string, said: Said<TrainingTidings>) => Promise<void>;

export interface HeardTidings {
  readonly connection: NatsConnection;
  readonly station: number;
  /** What a station tells of a training; null: it is over, whoever says so. */
  readonly onTidings: (from: number, job: string, tidings: TrainingTidings | null) => void;
  readonly onTrainer: (offer: TrainerOffer) => void;
  readonly onFailure: (error: unknown) => void;
}

/** Hears what other stations tell of trainings, and which of them train for others. Ends with the connection. */
export function hearTidings({ connection, station, onTidings, onTrainer, onFailure }: HeardTidings): void {
  function takeTidings(entry: KvWatchEntry): void {
    const [from, , job] = entry.key.split('.');
    if (from === undefined || job === undefined) return;
    if (entry.operation !== 'PUT') return onTidings(Number(from), job, null);
    const tidings = trainingTidingsSchema.parse(entry.json());
    // The server lets a station write under its own number alone; what it says there of another one is not believed.
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
