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
/** The consumer that brings what stations tell to the plant's log. */
export const logConsumer = 'plant-log';
/** So many messages may be on their way to the log at once. */
const mostUnderWay = 10_000;
/** A message that is not in the log after this time is given once more, milliseconds. */
const givenAgainAfterMs = 60_000;
/** Parts and entries wait at the server until the plant's log has them, decisions until their station has them. */
const retention = {
  parts: RetentionPolicy.Workqueue,
  entries: RetentionPolicy.Workqueue,
  decisions: RetentionPolicy.Interest,
  jobs: RetentionPolicy.Workqueue,
} as const;

/** Makes what the plant needs at the server, where it is not there yet. A full server refuses: what it does not take, the station keeps. */
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
    // What a host took that was killed is not in the log. A new consumer gives it again at once, before what came behind it.
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

/** @throws what it is, unless the consumer was not there */
function ignoreMissing(error: unknown): boolean {
  if (error instanceof JetStreamApiError && error.code === JetStreamApiCodes.ConsumerNotFound) return false;
  throw error;
}

/**
 * What makes a station ready, once: what the plant decides, and what others want trained there, waits for it from there on, also while
 * it is away. What would be sent before would be kept for nobody.
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
