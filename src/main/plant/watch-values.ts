import { Kvm, type KvWatchEntry } from '@nats-io/kv';
import type { NatsConnection } from '@nats-io/transport-node';
import { hearAgain } from './hear-again.ts';

/** Watches the values of some keys: first all existing values, then changes. Ends with the connection. */
export function watchValues(
  connection: NatsConnection,
  bucket: string,
  key: string,
  take: (entry: KvWatchEntry) => void,
  onFailure: (error: unknown) => void,
): void {
  async function watch(): Promise<void> {
    const values = await new Kvm(connection).open(bucket, { bindOnly: true });
    for await (const entry of await values.watch({ key })) {
      try {
        take(entry);
      } catch (error) {
        onFailure(error);
      }
    }
  }
  void hearAgain(connection, watch, onFailure);
}
