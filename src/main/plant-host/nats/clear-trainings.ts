import { Kvm } from '@nats-io/kv';
import { Objm } from '@nats-io/obj';
import type { NatsConnection } from '@nats-io/transport-node';
import { trainingTidingsSchema } from '../../../shared/plant/training.ts';
import { buckets, imagesObject, modelObject, tidingsKey } from '../../../shared/plant/subjects.ts';
import { jsonOf } from './message-json.ts';
import { whenAborted } from './when-aborted.ts';

/**
 * Removes the objects of a training between stations when the requesting station says that it is over.
 *
 * @returns resolves when the signal aborts or the server ends the subscription
 */
export async function clearTrainings(connection: NatsConnection, signal: AbortSignal): Promise<void> {
  const tidings = await new Kvm(connection).open(buckets.jobs);
  const objects = await new Objm(connection).open(buckets.trainingObjects);
  const values = await tidings.watch();
  const endWaiting = whenAborted(signal, () => values.stop());
  try {
    for await (const { operation, key, value } of values) {
      if (operation !== 'PUT') continue;
      const said = trainingTidingsSchema.safeParse(jsonOf(value));
      const [from, to, job] = key.split('.');
      if (!said.success || said.data.state !== 'over' || job === undefined) continue;
      // The server lets a station write only under its own number.
      if (String(said.data.station) !== from) continue;
      for (const name of [imagesObject(job), modelObject(job)]) {
        if ((await objects.info(name))?.deleted === false) await objects.delete(name);
      }
      await tidings.purge(tidingsKey(Number(to), Number(from), job));
      await tidings.purge(key);
    }
  } finally {
    endWaiting();
  }
}
