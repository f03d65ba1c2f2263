import { Kvm } from '@nats-io/kv';
import type { NatsConnection } from '@nats-io/transport-node';
import { stationStateSchema, type StationState } from '../../../shared/plant/state.ts';
import { buckets, stateKey } from '../../../shared/plant/subjects.ts';
import { jsonOf } from './message-json.ts';
import { whenAborted } from './when-aborted.ts';

/**
 * Hears how stations stand: the last word of each, then every new one.
 *
 * @param hear with when the server took it, by the server's clock
 * @returns resolves when the signal aborts, or the server ends the watching
 */
export async function watchStates(
  connection: NatsConnection,
  hear: (state: StationState, heardAt: number) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const bucket = await new Kvm(connection).open(buckets.stations);
  const values = await bucket.watch();
  const endWaiting = whenAborted(signal, () => values.stop());
  try {
    for await (const { operation, key, created, value } of values) {
      if (operation !== 'PUT') continue;
      const state = stationStateSchema.safeParse(jsonOf(value));
      // The server lets a station write under its own key alone; what it says there of another one is not believed.
      if (state.success && stateKey(state.data.station) === key) await hear(state.data, created.getTime());
    }
  } finally {
    endWaiting();
  }
}
