import fc from 'fast-check';
import { z } from 'zod';

/** The part of JSON Schema that zod writes for the contract's inputs. */
const node: z.ZodType<Node> = z.lazy(() =>
  z.looseObject({
    type: z.union([z.string(), z.array(z.string())]).optional(),
    enum: z.array(z.unknown()).optional(),
    const: z.unknown().optional(),
    anyOf: z.array(node).optional(),
    oneOf: z.array(node).optional(),
    allOf: z.array(node).optional(),
    items: z.union([node, z.boolean()]).optional(),
    prefixItems: z.array(node).optional(),
    minItems: z.number().optional(),
    maxItems: z.number().optional(),
    properties: z.record(z.string(), node).optional(),
    required: z.array(z.string()).optional(),
    additionalProperties: z.union([node, z.boolean()]).optional(),
    propertyNames: node.optional(),
    maxProperties: z.number().optional(),
    minLength: z.number().optional(),
    maxLength: z.number().optional(),
    pattern: z.string().optional(),
    format: z.string().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    exclusiveMinimum: z.number().optional(),
    exclusiveMaximum: z.number().optional(),
    $ref: z.string().optional(),
    $defs: z.record(z.string(), node).optional(),
  }),
);

export interface Node {
  readonly type?: string | readonly string[] | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly const?: unknown;
  readonly anyOf?: readonly Node[] | undefined;
  readonly oneOf?: readonly Node[] | undefined;
  readonly allOf?: readonly Node[] | undefined;
  readonly items?: Node | boolean | undefined;
  readonly prefixItems?: readonly Node[] | undefined;
  readonly minItems?: number | undefined;
  readonly maxItems?: number | undefined;
  readonly properties?: Readonly<Record<string, Node>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly additionalProperties?: Node | boolean | undefined;
  readonly propertyNames?: Node | undefined;
  readonly maxProperties?: number | undefined;
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly pattern?: string | undefined;
  readonly format?: string | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly exclusiveMinimum?: number | undefined;
  readonly exclusiveMaximum?: number | undefined;
  readonly $ref?: string | undefined;
  readonly $defs?: Readonly<Record<string, Node>> | undefined;
}

/** Writes a zod schema as JSON Schema, for sent values. Types unknown to JSON, such as a file, stay open. */
export const jsonSchemaOf = (schema: z.ZodType, io: 'input' | 'output' = 'input'): Node =>
  node.parse(z.toJSONSchema(schema, { io, unrepresentable: 'any' }));

/** Generates values that a schema's types accept. Rules beside the types (“refine”) may still refuse one. */
export function arbitraryOf(schema: z.ZodType): fc.Arbitrary<unknown> {
  const root = jsonSchemaOf(schema);
  return valueOf(root, root, 0);
}

const longestText = 60;
const mostItems = 4;

/** JSON Schema has no files: a file becomes a node without any type. */
const isFile = (key: string, node: Node): boolean =>
  ['file', 'picture'].includes(key) && Object.keys(node).length === 0;
const files = fc
  .tuple(fc.uint8Array({ maxLength: 200 }), fc.string({ maxLength: 20 }))
  .map(([bytes, name]) => new File([bytes], name));

function valueOf(node: Node, root: Node, depth: number): fc.Arbitrary<unknown> {
  if (depth > 12) return fc.constant(null);
  const below = (inner: Node): fc.Arbitrary<unknown> => valueOf(inner, root, depth + 1);
  if (node.$ref !== undefined) {
    const name = node.$ref.split('/').at(-1) ?? '';
    return node.$ref === '#' ? below(root) : below(root.$defs?.[name] ?? {});
  }
  if (node.const !== undefined) return fc.constant(node.const);
  if (node.enum !== undefined) return fc.constantFrom(...node.enum);
  const choices = node.anyOf ?? node.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map(below));
  if (node.allOf !== undefined) return below(node.allOf.reduce((all, one) => ({ ...all, ...one }), {}));
  const { type } = node;
  if (typeof type === 'object') return fc.oneof(...type.map((one) => below({ ...node, type: one })));
  switch (type) {
    case 'string':
      return textOf(node);
    case 'number':
      return fc.double({
        noNaN: true,
        noDefaultInfinity: true,
        min: node.minimum ?? node.exclusiveMinimum ?? -1e9,
        max: node.maximum ?? node.exclusiveMaximum ?? 1e9,
      });
    case 'integer':
      return wholeOf(node);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return listOf(node, below);
    case 'object':
      return recordOf(node, below);
    default:
      return fc.jsonValue({ maxDepth: 1 });
  }
}

/** Generates whole numbers at the lower edge and anywhere in the range. */
function wholeOf({ minimum, exclusiveMinimum, maximum, exclusiveMaximum }: Node): fc.Arbitrary<unknown> {
  const min = minimum ?? (exclusiveMinimum === undefined ? Number.MIN_SAFE_INTEGER : exclusiveMinimum + 1);
  const max = maximum ?? (exclusiveMaximum === undefined ? Number.MAX_SAFE_INTEGER : exclusiveMaximum - 1);
  const near = Math.max(min, Math.min(-9, max));
  return fc.oneof(
    fc.maxSafeInteger().map((whole) => Math.min(max, near + (Math.abs(whole) % 100))),
    fc.maxSafeInteger().map((whole) => Math.max(min, Math.min(max, whole))),
  );
}

function textOf({ format, pattern, minLength = 0, maxLength = longestText }: Node): fc.Arbitrary<unknown> {
  if (format === 'uuid') return fc.uuid();
  if (format === 'uri') return fc.webUrl();
  const most = Math.min(maxLength, Math.max(longestText, minLength));
  const plain = fc.string({ minLength, maxLength: most, unit: 'grapheme' });
  if (pattern === undefined) return plain;
  const form = new RegExp(pattern, 'u');
  const known = ['a1b2c3', 'Line 3', 'mqtt://127.0.0.1', '127.0.0.1', 'a/b', '{"a":1}', 'f'.repeat(64)];
  const fitting = fc.constantFrom(...known).filter((text) => form.test(text) || pattern.includes('{64}'));
  return known.some((text) => form.test(text)) ? fc.oneof(fitting, plain) : plain;
}

function listOf(node: Node, below: (inner: Node) => fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  if (node.prefixItems !== undefined) return fc.tuple(...node.prefixItems.map(below));
  const { minItems: minLength = 0, maxItems = mostItems } = node;
  const items = typeof node.items === 'object' ? below(node.items) : fc.constant(null);
  return fc.array(items, { minLength, maxLength: Math.max(minLength, Math.min(maxItems, mostItems)) });
}

function recordOf(node: Node, below: (inner: Node) => fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const { properties = {}, required = [] } = node;
  if (Object.keys(properties).length === 0 && typeof node.additionalProperties === 'object') {
    const keys =
      node.propertyNames === undefined ? fc.string({ maxLength: 20 }) : below(node.propertyNames).map(String);
    return fc.dictionary(keys, below(node.additionalProperties), { maxKeys: mostItems });
  }
  const model = Object.fromEntries(
    Object.entries(properties).map(([key, inner]) => [key, isFile(key, inner) ? files : below(inner)]),
  );
  return fc.record(model, { requiredKeys: Object.keys(model).filter((key) => required.includes(key)) });
}
