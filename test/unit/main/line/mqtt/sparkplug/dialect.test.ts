import protobuf from 'protobufjs';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { mqttOutput } from '../../../../../../src/main/line/mqtt/mqtt-output.ts';
import type { TargetOf } from '../../../../../../src/shared/domain/output-kinds.ts';
import { brokerMissing, listenAt, startBroker } from '../../../../../support/mosquitto.ts';
import { oneOutput } from '../../../../../support/one-output.ts';
import { recordedLine } from '../../../../../support/recorded-line.ts';

const soon = { timeout: 20_000, interval: 10 };

/** The message in the specification (Sparkplug 3.0, 6.4), as far as the station's nodes use it. */
const specified = protobuf
  .parse(
    `
  syntax = "proto2";
  message Payload {
    message Metric {
      optional string name = 1;
      optional uint64 timestamp = 3;
      optional uint32 datatype = 4;
      optional bool is_null = 7;
      oneof value {
        uint32 int_value = 10;
        uint64 long_value = 11;
        float float_value = 12;
        double double_value = 13;
        bool boolean_value = 14;
        string string_value = 15;
      }
    }
    optional uint64 timestamp = 1;
    repeated Metric metrics = 2;
    optional uint64 seq = 3;
  }
`,
  )
  .root.lookupType('Payload');

const payloadSchema = z.object({
  timestamp: z.number(),
  seq: z.number().optional(),
  metrics: z
    .array(
      z.object({
        name: z.string(),
        datatype: z.number(),
        isNull: z.boolean().optional(),
        longValue: z.number().optional(),
        doubleValue: z.number().optional(),
        booleanValue: z.boolean().optional(),
        stringValue: z.string().optional(),
      }),
    )
    .default([]),
});

function read(payload: Buffer) {
  const { metrics, ...rest } = payloadSchema.parse(
    specified.toObject(specified.decode(payload), { longs: Number }),
  );
  const values = metrics.map(({ name, longValue, doubleValue, booleanValue, stringValue }) => [
    name,
    longValue ?? doubleValue ?? booleanValue ?? stringValue ?? null,
  ]);
  return { ...rest, metrics, values: z.record(z.string(), z.unknown()).parse(Object.fromEntries(values)) };
}

function command(metrics: readonly Record<string, unknown>[]): Buffer {
  return Buffer.from(specified.encode(specified.fromObject({ timestamp: 1, metrics })).finish());
}

async function opened(parts: number, takesCommands: boolean) {
  const broker = await startBroker();
  const host = await listenAt(broker.url, 'spBv1.0/#');
  const { commands, asked, removeLanes } = recordedLine();
  const one = oneOutput(parts, { commands });
  const target: TargetOf<'mqtt'> = {
    kind: 'mqtt',
    url: broker.url,
    topic: 'unused',
    user: null,
    authority: null,
    certificate: null,
    commands: takesCommands,
    sparkplug: { group: 'Plant', node: 'Loupe' },
  };
  const output = mqttOutput.open(target, one.surroundings);
  onTestFinished(() => output.close());
  const of = (kind: string, device = '') =>
    host.heard
      .filter(({ topic }) => topic === `spBv1.0/Plant/${kind}/Loupe${device}`)
      .map(({ payload }) => read(payload));
  await vi.waitFor(() => expect(of('DBIRTH', '/lane-1')).toHaveLength(1), soon);
  return { ...one, broker, host, asked, removeLanes, output, of };
}

describe.skipIf(brokerMissing)(`Sparkplug B${brokerMissing && `: ${brokerMissing}`}`, () => {
  test('node and lanes are born with all that they tell; each part is data under the next number', async () => {
    const { host, of, output, waiting } = await opened(300, false);
    output.accept();
    await vi.waitFor(() => expect(waiting()).toBe(0), soon);
    await vi.waitFor(() => expect(of('DDATA', '/lane-1')).toHaveLength(300), soon);
    expect(of('NBIRTH')).toMatchObject([
      {
        seq: 0,
        values: { bdSeq: 0, 'Node Control/Rebirth': false, 'Recipe/Number': 1, 'Recipe/Name': 'Disc' },
      },
    ]);
    expect(of('DBIRTH', '/lane-1')).toMatchObject([
      { values: { 'Lane/Name': 'Top', 'Lane/State': 'ready', 'Lane/Product': 'Disc', 'Part/number': null } },
    ]);
    const born = new Map(of('DBIRTH', '/lane-1')[0]?.metrics.map(({ name, datatype }) => [name, datatype]));
    const data = of('DDATA', '/lane-1');
    expect(data.map(({ values }) => values['Part/number'])).toEqual(
      Array.from({ length: 300 }, (_, index) => index + 1),
    );
    expect(data[0]?.values).toMatchObject({
      'Part/verdict': 'good',
      'Part/score': 1,
      'Part/product': 'Disc',
    });
    for (const { name, datatype } of data[0]?.metrics ?? []) expect(born.get(name)).toBe(datatype);
    const numbers = host.heard.map(({ payload }) => read(payload).seq);
    expect(numbers).toEqual(numbers.map((_, index) => index % 256));
    await output.close();
    await vi.waitFor(() => expect(of('NDEATH')).toHaveLength(1), soon);
    expect(of('NDEATH')[0]).toMatchObject({ values: { bdSeq: 0 } });
    expect(of('NDEATH')[0]?.seq).toBeUndefined();
  });

  test('a lane that is removed dies under the next number, once; born again it counts on', async () => {
    const { of, removeLanes, add, output } = await opened(0, false);
    removeLanes();
    removeLanes();
    await vi.waitFor(() => expect(of('DDEATH', '/lane-1')).toMatchObject([{ seq: 2, metrics: [] }]), soon);
    // The part's message follows the lane's new birth.
    add(1);
    output.accept();
    await vi.waitFor(() => expect(of('DDATA', '/lane-1')).toMatchObject([{ seq: 4 }]), soon);
    expect(of('DBIRTH', '/lane-1').map(({ seq }) => seq)).toEqual([1, 3]);
    expect(of('DDEATH', '/lane-1')).toHaveLength(1);
  });

  test('an application that missed something asks for a rebirth; births begin to count anew', async () => {
    const { host, of } = await opened(0, false);
    const rebirth = [{ name: 'Node Control/Rebirth', datatype: 11, booleanValue: true }];
    await host.client.publishAsync('spBv1.0/Plant/NCMD/Loupe', command(rebirth));
    await vi.waitFor(() => expect(of('DBIRTH', '/lane-1')).toHaveLength(2), soon);
    expect(of('NBIRTH')).toMatchObject([
      { seq: 0, values: { bdSeq: 0 } },
      { seq: 0, values: { bdSeq: 0 } },
    ]);
    expect(of('DBIRTH', '/lane-1').map(({ seq }) => seq)).toEqual([1, 1]);
  });

  test('lanes are triggered and recipes selected by commands; what is no command changes nothing', async () => {
    const { host, of, asked } = await opened(0, true);
    const tell = (topic: string, payload: Buffer) =>
      host.client.publishAsync(`spBv1.0/Plant/${topic}`, payload);
    await tell('DCMD/Loupe/lane-1', Buffer.from('go!'));
    await tell('DCMD/Loupe/lane-9', command([{ name: 'Trigger', datatype: 11, booleanValue: true }]));
    await tell('NCMD/Loupe', command([{ name: 'Recipe/Number', datatype: 4, longValue: 77 }]));
    await tell(
      'DCMD/Loupe/lane-1',
      command([
        { name: 'Trigger', datatype: 11, booleanValue: true },
        { name: 'Serial', datatype: 12, stringValue: 'A-17' },
      ]),
    );
    await tell('NCMD/Loupe', command([{ name: 'Recipe/Number', datatype: 4, longValue: 2 }]));
    await vi.waitFor(() => expect(of('NDATA')).toHaveLength(1), soon);
    expect(of('NDATA')[0]?.values).toEqual({ 'Recipe/Number': 2, 'Recipe/Name': 'Ring' });
    expect(asked).toEqual([{ lane: 1, serial: 'A-17' }]);
  });

  test('a node that comes back is born under the next number, after its death', async () => {
    const { broker, of, host, output, failures } = await opened(0, false);
    await broker.end('SIGKILL');
    await broker.start();
    await vi.waitFor(() => expect(failures.length).toBeGreaterThan(0), soon);
    await vi.waitFor(() => expect(host.client.connected).toBe(true), soon);
    await vi.waitFor(() => {
      output.tryNow();
      expect(of('NBIRTH').at(-1)?.values['bdSeq']).toBeGreaterThan(0);
    }, soon);
  });
});
