import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { onTestFinished } from 'vitest';
import { openBroker } from './broker-process.ts';
import { temporaryFolder } from './temporary-folder.ts';

export { brokerMissing } from './broker-process.ts';

/**
 * Starts a broker and ends it with the test. The broker keeps what subscribers missed over its ends; it knows the
 * subscribers of its last orderly end.
 *
 * @param lines of the broker's configuration, e.g. about certificates, below the listener
 */
export async function startBroker(lines?: readonly string[]) {
  const broker = await openBroker(temporaryFolder(), lines);
  onTestFinished(() => broker.end('SIGKILL'));
  return broker;
}

/** Subscribes as another client of the broker and keeps its messages in order. */
export async function listenAt(url: string, topics: string | string[], options: IClientOptions = {}) {
  const heard: { readonly topic: string; readonly payload: Buffer; readonly retain: boolean }[] = [];
  const client: MqttClient = mqtt.connect(url, { reconnectPeriod: 20, connectTimeout: 2000, ...options });
  onTestFinished(() => client.endAsync(true));
  client.on('error', () => undefined);
  client.on('message', (topic, payload, { retain }) => heard.push({ topic, payload, retain }));
  await new Promise<void>((resolve) => client.once('connect', () => resolve()));
  await client.subscribeAsync(topics, { qos: 1 });
  const json = (topic: string): unknown[] =>
    heard.filter((one) => one.topic === topic).map(({ payload }): unknown => JSON.parse(payload.toString()));
  return { client, heard, json };
}
