import { isContractProcedure } from '@orpc/contract';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { contract } from '../../src/shared/contract/contract.ts';

/** A part of a JSON schema. `type` may also be a property of the call. */
const nodeSchema = z.looseObject({
  type: z.unknown().optional(),
  maxItems: z.unknown().optional(),
  prefixItems: z.unknown().optional(),
  maxLength: z.unknown().optional(),
});
/** Keywords that bound a text without stating a length. */
const closed = ['enum', 'const', 'format', 'pattern'];

/** Finds the places of a schema where a list or a text is unbounded. */
function endless(node: unknown, where: string): string[] {
  if (Array.isArray(node)) return node.flatMap((one, index) => endless(one, `${where}.${index}`));
  if (typeof node !== 'object' || node === null) return [];
  const { type, maxItems, prefixItems, maxLength } = nodeSchema.parse(node);
  const isOpenList = type === 'array' && maxItems === undefined && prefixItems === undefined;
  const isOpenText = type === 'string' && maxLength === undefined && !closed.some((key) => key in node);
  const inside = Object.entries(node).flatMap(([key, value]) => endless(value, `${where}.${key}`));
  return isOpenList || isOpenText ? [where, ...inside] : inside;
}

test('every list and text that a call brings has a greatest length', () => {
  const found = Object.entries(contract).flatMap(([domain, group]) =>
    Object.entries(group).flatMap(([name, procedure]: [string, unknown]) => {
      if (!isContractProcedure(procedure)) return [];
      const { inputSchema } = procedure['~orpc'];
      if (!(inputSchema instanceof z.ZodType)) return [];
      const schema = z.toJSONSchema(inputSchema, { io: 'input', unrepresentable: 'any' });
      return endless(schema, `${domain}.${name}`);
    }),
  );
  expect(found).toEqual([]);
});
