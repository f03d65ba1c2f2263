import { jetstream } from '@nats-io/jetstream';
import { expect, onTestFinished, test } from 'vitest';
import { buckets, partsSubject, streams, templateKey } from '../../src/shared/plant/subjects.ts';
import { natsMissing, openNats, readStream } from '../support/nats-server.ts';
import { connectAs } from '../support/plant/connect-as.ts';
import { partOf } from '../support/plant/messages.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test.skipIf(natsMissing !== '')(
  'a station that has the server deliver what it wrote to another’s subject does not speak for that one',
  { timeout: 60_000 },
  async () => {
    const server = await openNats(temporaryFolder());
    onTestFinished(() => server.end('SIGKILL'));
    const host = await server.connectAsHost();
    onTestFinished(() => host.close());
    const heard = host.subscribe(partsSubject(2), { max: 1 });
    await host.flush();
    const station = await connectAs(server.membership(1));
    onTestFinished(() => station.close());
    const key = `$KV.${buckets.templates}.${templateKey(1, 'a')}`;
    await jetstream(station).publish(key, JSON.stringify(partOf(2, 7)));
    const [stream, name] = [`KV_${buckets.templates}`, 'other'];
    const config = {
      name,
      filter_subject: key,
      deliver_subject: partsSubject(2),
      ack_policy: 'none',
      deliver_policy: 'all',
    };
    await station.request(
      `$JS.API.CONSUMER.CREATE.${stream}.${name}.${key}`,
      JSON.stringify({ stream_name: stream, config }),
    );
    // The message keeps the subject of its writing, which tells the host its writer.
    for await (const { subject } of heard) expect(subject).toBe(key);
    const kept = await readStream(server, streams.parts.name);
    expect(kept.filter(({ subject }) => subject === partsSubject(2))).toEqual([]);
  },
);
