import { expect, test } from 'vitest';
import { z } from 'zod';
import { brokerRequests } from '../../src/shared/contract/line-requests.ts';
import { toStationSchema } from '../../src/shared/contract/live.ts';
import { lineFileSchema } from '../../src/shared/domain/line-file.ts';
import { someSettingsSchema } from '../../src/shared/domain/station-settings.ts';
import { jsonSchemaOf, type Node } from '../support/fuzz/arbitrary-of.ts';
import { apiProcedures, procedures } from '../support/fuzz/contract-schemas.ts';

/** Returns whether a format or pattern fixes the length of a text. */
const isFixed = ({ format, pattern }: Node): boolean =>
  ['uuid'].includes(format ?? '') || /\{\d+\}\$$|\{\d+,\d+\}\$$/.test(pattern ?? '');

/** Finds the places of a schema where texts, lists, numbers or records are unbounded. */
function unbounded(
  node: Node,
  at: string,
  defs: Node['$defs'] = node.$defs,
  seen = new Set<Node>(),
): string[] {
  if (seen.has(node)) return [];
  seen.add(node);
  const look = (inner: Node, name: string): string[] => unbounded(inner, `${at}.${name}`, defs, seen);
  const found: string[] = [];
  if (node.const !== undefined || node.enum !== undefined) return found;
  if (node.type === 'string' && node.maxLength === undefined && !isFixed(node)) found.push(`${at}: text`);
  if (node.type === 'number' || node.type === 'integer') {
    const [least, most] = [node.minimum ?? node.exclusiveMinimum, node.maximum ?? node.exclusiveMaximum];
    if (least === undefined || most === undefined) found.push(`${at}: number`);
  }
  if (node.type === 'array' && node.prefixItems === undefined && node.maxItems === undefined) {
    found.push(`${at}: list`);
  }
  const isRecord =
    node.type === 'object' && typeof node.additionalProperties === 'object' && node.properties === undefined;
  if (isRecord && node.maxProperties === undefined && node.propertyNames?.enum === undefined) {
    found.push(`${at}: record`);
  }
  const choices = [
    ...(node.anyOf ?? []),
    ...(node.oneOf ?? []),
    ...(node.allOf ?? []),
    ...(node.prefixItems ?? []),
  ];
  found.push(...choices.flatMap((inner, place) => look(inner, String(place))));
  for (const inner of [node.items, node.additionalProperties]) {
    if (typeof inner === 'object') found.push(...look(inner, '*'));
  }
  if (node.propertyNames !== undefined) found.push(...look(node.propertyNames, 'key'));
  found.push(...Object.entries(node.properties ?? {}).flatMap(([key, inner]) => look(inner, key)));
  const named = defs?.[node.$ref?.split('/').at(-1) ?? ''];
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

// Numbers in addresses are texts; their bounds apply after parsing.
test.each(
  apiProcedures.flatMap(({ path, input }) => (input === null ? [] : [[path.join('.'), input] as const])),
)('the HTTP API’s %s takes no text, list, number or record without an end', (name, schema) => {
  expect(unbounded(jsonSchemaOf(schema, 'output'), name)).toEqual([]);
});
