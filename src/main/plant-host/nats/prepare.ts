import {
  AckPolicy,
  DiscardPolicy,
  JetStreamApiCodes,
  JetStreamApiError,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
  type JetStreamManager,
} from '@nats-io/jetstream';
import { Kvm } from '@nats-io/kv';
import { Objm } from '@nats-io/obj';
import type { NatsConnection } from '@nats-io/transport-node';
import {
  awayAfterMs,
  duplicateWindowMs,
  keptForTrainingMs,
  largestMessage,
  mostTrainingBytes,
} from '../../../shared/plant/limits.ts';
import {
  anyStation,
  buckets,
  decisionsConsumer,
  decisionsSubject,
  jobsConsumer,
  jobSubject,
  streams,
} from '../../../shared/plant/subjects.ts';

const nanoseconds = 1_000_000;
/** The consumer that feeds the plant's log. */
export const logConsumer = 'plant-log';
/** Number of messages that may be unacknowledged at the same time. */
const mostUnderWay = 10_000;
/** A message that is not acknowledged within this time is delivered again, milliseconds. */
const givenAgainAfterMs = 60_000;
/** The server keeps parts and entries until the plant's log has them, and decisions until their station has them. */
const retention = {
  parts: RetentionPolicy.Workqueue,
  entries: RetentionPolicy.Workqueue,
  decisions: RetentionPolicy.Interest,
  jobs: RetentionPolicy.Workqueue,
} as const;

/** Creates the plant's streams and buckets at the server if missing. A full stream refuses messages, and the station keeps them. */
export async function prepareServer(connection: NatsConnection): Promise<JetStreamManager> {
  const manager = await jetstreamManager(connection);
  const there = new Set<string>();
  for await (const name of manager.streams.names()) there.add(name);
  for (const kind of ['parts', 'entries', 'decisions', 'jobs'] as const) {
    const { name, subjects } = streams[kind];
    if (there.has(name)) continue;
    await manager.streams.add({
      name,
      subjects: [subjects],
      retention: retention[kind],
      storage: StorageType.File,
      discard: DiscardPolicy.New,
      max_msg_size: largestMessage,
      duplicate_window: duplicateWindowMs * nanoseconds,
    });
  }
  for (const { name } of [streams.parts, streams.entries]) {
    // Messages that a killed host had fetched are not in the log. A new consumer delivers them at once, before later messages.
    if (there.has(name)) await manager.consumers.delete(name, logConsumer).catch(ignoreMissing);
    await manager.consumers.add(name, {
      durable_name: logConsumer,
      ack_policy: AckPolicy.Explicit,
      ack_wait: givenAgainAfterMs * nanoseconds,
      max_ack_pending: mostUnderWay,
    });
  }
  const values = new Kvm(connection);
  await values.create(buckets.stations, { history: 64 });
  for (const name of [buckets.assignments, buckets.answers, buckets.templates]) await values.create(name);
  await values.create(buckets.jobs, { ttl: keptForTrainingMs });
  await values.create(buckets.trainers, { ttl: awayAfterMs });
  const objects = new Objm(connection);
  await objects.create(buckets.objects);
  await objects.create(buckets.trainingObjects, {
    ttl: keptForTrainingMs * nanoseconds,
    max_bytes: mostTrainingBytes,
  });
  return manager;
}

/** Ignores the error of a missing consumer. @throws any other error */
function ignoreMissing(error: unknown): boolean {
  if (error instanceof JetStreamApiError && error.code === JetStreamApiCodes.ConsumerNotFound) return false;
  throw error;
}

/**
 * Returns a function that prepares a station, once: from then on, the plant's decisions and others' trainings wait for the station, also
 * while it is away. Without this, the server would drop what is sent to the station.
 */
export function stationPreparer(manager: JetStreamManager): (station: number) => Promise<void> {
  const ready = new Set<number>();
  return async (station) => {
    if (ready.has(station)) return;
    await manager.consumers.add(streams.decisions.name, {
      durable_name: decisionsConsumer(station),
      filter_subject: decisionsSubject(station),
      ack_policy: AckPolicy.Explicit,
    });
    await manager.consumers.add(streams.jobs.name, {
      durable_name: jobsConsumer(station),
      filter_subject: jobSubject(station, anyStation),
      ack_policy: AckPolicy.Explicit,
      ack_wait: givenAgainAfterMs * nanoseconds,
    });
    ready.add(station);
  };
}
