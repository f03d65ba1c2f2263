import { createPrivateKey } from 'node:crypto';
import type { IClientOptions } from 'mqtt';
import type { TargetOf } from '../../../shared/domain/output-kinds.ts';
import { requireCertificate } from '../certificate.ts';
import { deliverInOrder } from '../deliver-in-order.ts';
import type { OutputOpener, OutputSurroundings } from '../output.ts';
import { OutputTroubleError } from '../output-trouble.ts';
import { connectToBroker, publishAll } from './connection.ts';
import { plainDialect } from './plain.ts';
import { sparkplugDialect } from './sparkplug/dialect.ts';

/** Most parts on their way to a broker at once. */
const atOnce = 20;

/** Sends results as messages to a broker (docs/line/mqtt.md). */
export const mqttOutput: OutputOpener<'mqtt'> = {
  // The broker may be away during set-up, so only errors that do not depend on it are refused.
  check: ({ authority, certificate }) => {
    requireCertificate(authority, 'The certificate of the authority');
    requireCertificate(certificate, 'The certificate of the station');
    return Promise.resolve();
  },

  open(target, surroundings) {
    const { commands, outbox } = surroundings;
    const dialect =
      target.sparkplug === null
        ? plainDialect(target.topic, target.commands, surroundings)
        : sparkplugDialect(target.sparkplug, target.commands, commands);
    /** Whether the line changed while the station sent its greeting. */
    let outdated = false;
    const connection = connectToBroker({
      address: target.url,
      options: () => optionsOf(target, surroundings, dialect.will()),
      async greet(client) {
        if (dialect.topics.length > 0) await client.subscribeAsync([...dialect.topics], { qos: 1 });
        outdated = false;
        await publishAll(client, dialect.greeting());
      },
      greeted() {
        if (outdated) connection.tell(() => dialect.changed({ kind: 'lanes' }));
        // Shows that all is well even if no message waits.
        try {
          outbox.delivered([]);
        } catch (error) {
          outbox.failed(error);
        }
        output.tryNow();
      },
      lost: (failure) => outbox.failed(failure),
      heard: (topic, payload, retained) =>
        void dialect.heard(topic, payload, retained).then((answer) => connection.tell(() => answer)),
    });
    const output = deliverInOrder(outbox, {
      atOnce,
      send: (messages) =>
        connection.use(async (client) => {
          await publishAll(client, dialect.parts(messages));
          await dialect.arrived(client);
        }),
      close: () => connection.close(dialect.farewell),
    });
    const unsubscribe = commands.subscribe((event) => {
      if (!connection.tell(() => dialect.changed(event))) outdated = true;
    });
    void connection.now().catch(() => undefined);
    return {
      ...output,
      close() {
        unsubscribe();
        return output.close();
      },
    };
  },
};

function optionsOf(
  { user, authority, certificate }: TargetOf<'mqtt'>,
  { id, secrets }: OutputSurroundings,
  will: IClientOptions['will'],
): IClientOptions {
  const [password, key] = [secrets.read('password'), secrets.read('clientKey')];
  return {
    // The same id each time: the broker then ends a leftover connection and does not send its will later.
    clientId: `loupe-${id}`,
    ...(will ? { will } : {}),
    ...(user === null ? {} : { username: user }),
    ...(user === null || password === null ? {} : { password }),
    ...(authority === null ? {} : { ca: authority }),
    ...(certificate === null || key === null ? {} : { cert: certificate, key: requireKey(key) }),
    rejectUnauthorized: true,
  };
}

/** @throws StationError BAD_INPUT, without any content of the key */
function requireKey(text: string): string {
  try {
    createPrivateKey(text);
    return text;
  } catch {
    throw new OutputTroubleError('BAD_INPUT', 'clientKey');
  }
}
