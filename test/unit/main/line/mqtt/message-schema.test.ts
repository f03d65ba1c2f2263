import { format, resolveConfig } from 'prettier';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { partMessage, testMessage } from '../../../../../src/main/line/message.ts';
import { brokerMessageSchema } from '../../../../../src/main/line/mqtt/message-schema.ts';
import { plainDialect } from '../../../../../src/main/line/mqtt/plain.ts';
import { programMessages, stationMessages } from '../../../../../src/shared/contract/broker-messages.ts';
import { oneOutput } from '../../../../support/one-output.ts';
import { partResult } from '../../../../support/part-result.ts';
import { recordedLine } from '../../../../support/recorded-line.ts';

const file = join(import.meta.dirname, '../../../../../docs/line/mqtt.schema.json');

test('the schema beside the documents is that of the messages; “npx vitest -u” writes it anew', async () => {
  const schema = brokerMessageSchema();
  expect(Object.keys(schema.$defs)).toEqual([
    ...Object.keys(stationMessages),
    ...Object.keys(programMessages),
  ]);
  const config = await resolveConfig(file);
  const text = await format(JSON.stringify(schema), { ...config, parser: 'json' });
  await expect(text).toMatchFileSnapshot(file);
});

test('every message that the station publishes fits the schema', async () => {
  const { commands } = recordedLine();
  const { surroundings } = oneOutput(0, { commands });
  const dialect = plainDialect('line/3', true, surroundings);
  const sender = { station: 'Line 3', timeZone: 'Asia/Tokyo' };
  const bodies = [partMessage(partResult({ name: 'A-1' }), 'Disc', 7, sender), testMessage(0, sender)];
  const published = [
    dialect.will(),
    ...dialect.greeting(),
    ...dialect.parts(bodies.map((body, index) => ({ number: index + 1, body: { ...body } }))),
    ...(await dialect.heard('line/3/commands/trigger', Buffer.from('{"lane":1}'), false)),
    ...(await dialect.heard('line/3/commands/trigger', Buffer.from('{"lane":9}'), false)),
  ];
  const schemas: Readonly<Record<string, z.ZodType>> = stationMessages;
  const topics = new Set<string>();
  for (const { topic, payload } of published) {
    const below = topic.slice('line/3/'.length);
    topics.add(below);
    expect(schemas[below]?.safeParse(JSON.parse(String(payload))).error, topic).toBeUndefined();
  }
  expect([...topics].sort()).toEqual(Object.keys(stationMessages).sort());
});
