import type { OpenAPI } from '@orpc/contract';
import { OpenAPIGenerator, type ConditionalSchemaConverter } from '@orpc/openapi';
import { z } from 'zod';
import { api, problemSchema } from '../../../shared/contract/api.ts';

/** Converts the contract's zod schemas to JSON Schema. */
const fromZod: ConditionalSchemaConverter = {
  condition: (schema) => schema instanceof z.ZodType,
  convert(schema, { strategy }) {
    if (!(schema instanceof z.ZodType)) return [false, {}];
    return [!schema.safeParse(undefined).success, jsonSchemaOf(schema, strategy)];
  },
};
const jsonSchema = z.custom<Exclude<Awaited<ReturnType<ConditionalSchemaConverter['convert']>>[1], boolean>>(
  (value) => typeof value === 'object' && value !== null,
);

const introduction = `What programs of a plant ask a station by HTTP. Every request carries a token,
\`Authorization: Bearer TOKEN\`; \`station access add --name MES --role operator\` makes one.
Figures for Prometheus are at \`/metrics\`.`;

const schemaObject = z.custom<OpenAPI.SchemaObject>((value) => typeof value === 'object' && value !== null);

function jsonSchemaOf(schema: z.ZodType, strategy: 'input' | 'output') {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: strategy, unrepresentable: 'any' });
  return jsonSchema.parse(rest);
}

const content = z.record(z.string(), z.unknown());
const operations = z.record(
  z.string(),
  z.record(
    z.string(),
    z.looseObject({
      requestBody: z.unknown().optional(),
      responses: z.record(z.string(), z.looseObject({ content: content.optional() })),
    }),
  ),
);
const problemContent = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };

/** Adds the failures, which the generator cannot describe: they have their own media type, and some precede every operation. */
function withProblems(paths: unknown) {
  const described = operations.parse(paths);
  for (const operation of Object.values(described).flatMap((methods) => Object.values(methods))) {
    const { responses } = operation;
    for (const status of [401, 429, ...(operation.requestBody === undefined ? [] : [413])]) {
      if (!(status in responses)) responses[status] = { description: String(status) };
    }
    for (const [status, response] of Object.entries(responses)) {
      if (Number(status) >= 400) response.content = problemContent;
    }
  }
  return described;
}

let made: Promise<Readonly<Record<string, unknown>>> | null = null;

/** Returns the API's description, OpenAPI 3.1. */
export function describeApi(version: string): Promise<Readonly<Record<string, unknown>>> {
  made ??= new OpenAPIGenerator({ schemaConverters: [fromZod] })
    .generate(api, {
      info: { title: 'Loupe', version, description: introduction },
      servers: [{ url: '/' }],
      security: [{ token: [] }],
      components: {
        schemas: { Problem: schemaObject.parse(jsonSchemaOf(problemSchema, 'output')) },
        securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      },
      customErrorResponseBodySchema: { $ref: '#/components/schemas/Problem' },
    })
    .then((document) => ({ ...document, paths: withProblems(document.paths) }));
  return made;
}
