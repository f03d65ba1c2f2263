import { expect, test } from 'vitest';
import { z } from 'zod';
import { brokerRequests } from '../../src/shared/contract/line-requests.ts';
import { toStationSchema } from '../../src/shared/contract/live.ts';
import { lineFileSchema } from '../../src/shared/domain/line-file.ts';
import { someSettingsSchema } from '../../src/shared/domain/station-settings.ts';
import { jsonSchemaOf, type Node } from '../support/fuzz/arbitrary-of.ts';
import { apiProcedures, procedures } from '../support/fuzz/contract-schemas.ts';

/** Patterns whose length is their own. */
const isFixed = ({ format, pattern }: Node): boolean =>
  ['uuid'].includes(format ?? '') || /\{\d+\}\$$|\{\d+,\d+\}\$$/.test(pattern ?? '');

/** Where a schema takes texts, lists, numbers or records without an end. */
function unbounded(of: Node, at: string, defs: Node['$defs'] = of.$defs, seen = new Set<Node>()): string[] {
  if (seen.has(of)) return [];
  seen.add(of);
  const look = (inner: Node, name: string): string[] => unbounded(inner, `${at}.${name}`, defs, seen);
  const found: string[] = [];
  if (of.const !== undefined || of.enum !== undefined) return found;
  if (of.type === 'string' && of.maxLength === undefined && !isFixed(of)) found.push(`${at}: text`);
  if (of.type === 'number' || of.type === 'integer') {
    const [least, most] = [of.minimum ?? of.exclusiveMinimum, of.maximum ?? of.exclusiveMaximum];
    if (least === undefined || most === undefined) found.push(`${at}: number`);
  }
  if (of.type === 'array' && of.prefixItems === undefined && of.maxItems === undefined) {
    found.push(`${at}: list`);
  }
  const isRecord =
    of.type === 'object' && typeof of.additionalProperties === 'object' && of.properties === undefined;
  if (isRecord && of.maxProperties === undefined && of.propertyNames?.enum === undefined) {
    found.push(`${at}: record`);
  }
  const choices = [...(of.anyOf ?? []), ...(of.oneOf ?? []), ...(of.allOf ?? []), ...(of.prefixItems ?? [])];
  found.push(...choices.flatMap((inner, place) => look(inner, String(place))));
  for (const inner of [of.items, of.additionalProperties]) {
    if (typeof inner === 'object') found.push(...look(inner, '*'));
  }
  if (of.propertyNames !== undefined) found.push(...look(of.propertyNames, 'key'));
  found.push(...Object.entries(of.properties ?? {}).flatMap(([key, inner]) => look(inner, key)));
  const named = defs?.[of.$ref?.split('/').at(-1) ?? ''];
  if (named !== undefined) found.push(...look(named, 'ref'));
  return found;
}

test('the walk finds what has no end, wherever it stands', () => {
  const open = z.object({
    text: z.string(),
    list: z.array(z.string().max(3)),
    deep: z.array(z.union([z.object({ number: z.number() }), z.null()])).max(3),
    record: z.record(z.string().max(3), z.boolean()),
  });
  expect(unbounded(jsonSchemaOf(open), 'it')).toEqual([
    'it.text: text',
    'it.list: list',
    'it.deep.*.0.number: number',
    'it.record: record',
  ]);
  const closed = z.object({
    id: z.uuid(),
    kind: z.enum(['a', 'b']),
    hash: z.string().length(64),
    count: z.number().int().min(0).max(9),
  });
  expect(unbounded(jsonSchemaOf(closed), 'it')).toEqual([]);
});

test.each([
  ...procedures.flatMap(({ path, input }) => (input === null ? [] : [[path.join('.'), input] as const])),
  ['a frame of the live channel', toStationSchema] as const,
  ['settings', someSettingsSchema] as const,
  ['a file of the line', lineFileSchema] as const,
  ['a trigger by a broker', brokerRequests.trigger] as const,
  ['a recipe by a broker', brokerRequests.recipe] as const,
])('%s takes no text, list, number or record without an end', (name, schema) => {
  expect(unbounded(jsonSchemaOf(schema), name)).toEqual([]);
});

// In addresses numbers are texts, which are bounded once they are read.
test.each(
  apiProcedures.flatMap(({ path, input }) => (input === null ? [] : [[path.join('.'), input] as const])),
)('the HTTP API’s %s takes no text, list, number or record without an end', (name, schema) => {
  expect(unbounded(jsonSchemaOf(schema, 'output'), name)).toEqual([]);
});
