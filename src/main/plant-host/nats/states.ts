import { Kvm } from '@nats-io/kv';
import type { NatsConnection } from '@nats-io/transport-node';
import { stationStateSchema, type StationState } from '../../../shared/plant/state.ts';
import { buckets, stateKey } from '../../../shared/plant/subjects.ts';
import type { RefusedMessage } from '../log/ingest-repository.ts';
import { jsonOf } from './message-json.ts';
import { unreadable } from './read-messages.ts';
import { whenAborted } from './when-aborted.ts';

export interface WatchStates {
  /** Called with a state and the time it arrived, by the host's clock; for a state stored before, by the server's. */
  readonly hear: (state: StationState, heardAt: number) => Promise<void>;
  /** Called once for each station whose state is unreadable, not with each of its heartbeats. */
  readonly refuse: (message: RefusedMessage) => Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * Watches the stations' states: first the last one of each, then every new one. An unreadable state, e.g. of a station with a later
 * version, is held.
 *
 * @returns resolves when the signal aborts or the server ends the subscription
 */
export async function watchStates(
  connection: NatsConnection,
  { hear, refuse, signal }: WatchStates,
): Promise<void> {
  const refused = new Set<string>();
  const bucket = await new Kvm(connection).open(buckets.stations);
  const values = await bucket.watch();
  const endWaiting = whenAborted(signal, () => values.stop());
  try {
    for await (const { operation, key, created, revision, value, isUpdate } of values) {
      if (operation !== 'PUT') continue;
      const state = stationStateSchema.safeParse(jsonOf(value));
      if (!state.success) {
        if (refused.has(key)) continue;
        refused.add(key);
        const reason = `How the station stands is not known here. ${unreadable(state.error)}`;
        const subject = `$KV.${buckets.stations}.${key}`;
        await refuse({ stream: buckets.stations, subject, sequence: revision, reason });
        continue;
      }
      // The server lets a station write only under its own key. A state under it that names another station is ignored.
      if (stateKey(state.data.station) !== key) continue;
      // An update arrives now, whatever the server's clock says; what was stored before is as old as the server says.
      await hear(state.data, isUpdate ? Date.now() : Math.min(created.getTime(), Date.now()));
    }
  } finally {
    endWaiting();
  }
}
