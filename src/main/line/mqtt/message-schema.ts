import { z } from 'zod';
import { programMessages, stationMessages } from '../../../shared/contract/broker-messages.ts';

const draft = 'https://json-schema.org/draft/2020-12/schema';

function definitionOf(schema: z.ZodType, io: 'input' | 'output') {
  const { $schema: _, ...definition } = z.toJSONSchema(schema, {
    io,
    override({ jsonSchema }) {
      // A station may add fields to its messages without a new `format`, so outputs allow more fields.
      // Requests do not.
      if (io === 'output') delete jsonSchema.additionalProperties;
      // `format` says the same as this pattern, and readers know it.
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
    },
  });
  return definition;
}

/**
 * Returns the messages between station and broker as JSON Schema (draft 2020-12). `$defs` has one entry per
 * topic, named by the part after the station's own topic.
 */
export function brokerMessageSchema() {
  const told = Object.entries(stationMessages).map(([topic, schema]) => [
    topic,
    definitionOf(schema, 'output'),
  ]);
  const asked = Object.entries(programMessages).map(([topic, schema]) => [
    topic,
    definitionOf(schema, 'input'),
  ]);
  return {
    $schema: draft,
    title: 'Messages between a station and a broker',
    $defs: z.record(z.string(), z.unknown()).parse(Object.fromEntries([...told, ...asked])),
  };
}
