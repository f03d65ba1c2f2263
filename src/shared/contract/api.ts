import { oc } from '@orpc/contract';
import { z } from 'zod';
import { keysOf, recordOf } from '../domain/keys.ts';
import { outcomes } from '../domain/outcome.ts';
import type { Permission } from '../domain/permissions.ts';
import { errorCodes, type ErrorCode } from '../domain/station-error.ts';
import { serialSchema } from '../domain/triggers.ts';
import { instant, rowId, type ProcedureMeta } from './base.ts';
import { lanesNowSchema, recipeNowSchema } from './line-now.ts';
import { laneNumber, recipeChoiceSchema, triggerRequestSchema } from './line-requests.ts';
import { outputStateSchema } from './outputs.ts';
import { partResultSchema } from './part-result.ts';
import { partViewSchema } from './part-views.ts';
import { stationStatusSchema } from './station.ts';

/** The HTTP status of each expected failure. */
const statuses: Readonly<Record<ErrorCode, number>> = {
  ...recordOf(errorCodes, () => 500),
  BAD_INPUT: 400,
  UNREADABLE_IMAGE: 422,
  OUT_OF_PLACE: 422,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  ALREADY_EXISTS: 409,
  CONFLICT: 409,
  NO_ACTIVE_MODEL: 409,
  NOT_RELEASED: 409,
  CANCELLED: 503,
  DATABASE_LOCKED: 503,
};
export const statusOf = (code: ErrorCode): number => statuses[code];

/** The body of a failed answer (RFC 9457). */
export const problemSchema = z.object({
  type: z.literal('about:blank'),
  title: z.string().describe('The status in words'),
  status: z.number().int(),
  code: z.enum([...errorCodes, 'UNAUTHORIZED', 'TOO_MANY_REQUESTS', 'TOO_LARGE', 'INTERNAL']),
  detail: z.string().describe('What is wrong and what to do'),
});
export type Problem = z.infer<typeof problemSchema>;

const undeclared: ProcedureMeta = { permission: null };
const failures = Object.fromEntries(keysOf(statuses).map((code) => [code, { status: statuses[code] }]));

/** Starts the declaration of an operation of the HTTP API: its failures and the permission that it needs. */
function operation(permission: Permission) {
  return oc.$meta(undeclared).errors(failures).meta({ permission });
}

/** A schema for a number in a path or a query, where it arrives as text. */
const numberOf = (schema: z.ZodNumber) => z.coerce.number().pipe(schema);

const laneOrAll = z
  .strictObject({ lane: laneNumber.nullable().default(null).describe('Null: all of them') })
  .optional();
const lanesActed = z.object({
  lanes: lanesNowSchema.describe('As they stand now'),
  refused: z
    .array(z.object({ lane: laneNumber, name: z.string(), code: z.enum(errorCodes), detail: z.string() }))
    .describe('Lanes that could not, with the reason; each is tried'),
});

/** One lane's view of a part in the log. */
const loggedViewSchema = partViewSchema.extend({
  product: z.string().nullable().describe('What the lane inspected; null: it gave no view'),
  verdict: z.enum(outcomes).describe('not-inspected: it has no verdict, and is not good'),
  score: z.number().nullable().describe('Null: it was not inspected'),
  reason: partViewSchema.shape.reason.describe(
    'Why it was not inspected, missing: no view came; null: it was',
  ),
  entryId: rowId
    .nullable()
    .describe('The entry of the log with its picture; null for a good part that is not kept'),
});

/** A part in the log, whatever its verdict. */
export const loggedPartSchema = z.object({
  partNumber: rowId,
  groupName: z.string().nullable().describe('The group whose lanes saw it together; null: one lane saw it'),
  capturedAt: instant.describe('Milliseconds since 1970 (UTC)'),
  name: z.string().nullable().describe('Serial or file; null: it is called nothing'),
  verdict: z.enum(outcomes).describe('The worst of its views'),
  views: z.array(loggedViewSchema).describe('By the numbers of the lanes'),
});
export type LoggedPart = z.infer<typeof loggedPartSchema>;

/** Most parts in one answer. */
export const mostListedParts = 1000;

/** Version 1 of the HTTP API, by which programs of a plant ask a station. */
export const api = {
  health: operation('station.see')
    .route({ method: 'GET', path: '/v1/health', summary: 'Whether the station works', tags: ['Station'] })
    .output(
      z.object({
        status: z.enum(['ok', 'attention', 'failed']).describe('The worst of log, disk and inspection'),
        version: z.string(),
        station: z.string().describe('The name of the station; empty: it has none'),
      }),
    ),
  state: operation('line.see')
    .route({
      method: 'GET',
      path: '/v1/state',
      summary: 'What station, line and outputs do',
      tags: ['Station'],
    })
    .output(
      z.object({
        station: stationStatusSchema.omit({ home: true, user: true, singleUser: true }),
        lanes: lanesNowSchema,
        recipe: recipeNowSchema.nullable().describe('Null: products were chosen by hand'),
        outputs: z.array(z.object({ name: z.string(), kind: z.string(), state: outputStateSchema })),
      }),
    ),
  lanes: {
    list: operation('line.see')
      .route({ method: 'GET', path: '/v1/lanes', summary: 'The lanes and what each does', tags: ['Line'] })
      .output(z.object({ lanes: lanesNowSchema })),
    start: operation('line.operate')
      .route({
        method: 'POST',
        path: '/v1/lanes/start',
        tags: ['Line'],
        summary: 'Start the inspections of all lanes, or of one; those that inspect go on',
      })
      .input(laneOrAll)
      .output(lanesActed),
    stop: operation('line.operate')
      .route({
        method: 'POST',
        path: '/v1/lanes/stop',
        tags: ['Line'],
        summary: 'Stop the inspections of all lanes, or of one',
      })
      .input(laneOrAll)
      .output(lanesActed),
    trigger: operation('line.operate')
      .route({
        method: 'POST',
        path: '/v1/lanes/{lane}/trigger',
        inputStructure: 'detailed',
        summary: 'Ask a lane for its next part, and wait for its verdict',
        tags: ['Line'],
      })
      .input(
        z.object({
          params: z.object({ lane: numberOf(laneNumber) }),
          body: triggerRequestSchema
            .omit({ lane: true })
            .extend({
              wait: z.boolean().default(true).describe('False: answers at once, without the result'),
            })
            .optional(),
        }),
      )
      .output(
        z.object({
          partNumber: rowId,
          result: partResultSchema.nullable().describe('Null: it was not waited for'),
        }),
      ),
  },
  pushPart: operation('line.operate')
    .route({
      method: 'POST',
      path: '/v1/lanes/{lane}/parts',
      inputStructure: 'detailed',
      summary: 'Inspect a picture as the next part of a lane, and wait for its verdict',
      tags: ['Line'],
    })
    .input(
      z.object({
        params: z.object({ lane: numberOf(laneNumber) }),
        query: z.object({ serial: serialSchema.optional().describe('What the part is called') }).optional(),
        body: z.instanceof(File).describe('PNG, JPEG, TIFF, BMP, … as image/… or application/octet-stream'),
      }),
    )
    .output(z.object({ partNumber: rowId, result: partResultSchema })),
  parts: {
    list: operation('log.read')
      .route({
        method: 'GET',
        path: '/v1/parts',
        summary: 'Parts in the log, by their numbers',
        tags: ['Parts'],
      })
      .input(
        z.object({
          after: numberOf(z.number().int().min(0)).default(0).describe('Only parts with a higher number'),
          limit: numberOf(z.number().int().min(1).max(mostListedParts)).default(100),
        }),
      )
      .output(
        z.object({
          parts: z.array(loggedPartSchema),
          more: z.boolean().describe('Whether there are more than these'),
        }),
      ),
    get: operation('log.read')
      .route({
        method: 'GET',
        path: '/v1/parts/{partNumber}',
        tags: ['Parts'],
        summary: 'One part, with what each lane saw of it',
      })
      .input(z.object({ partNumber: numberOf(z.number().int().positive()) }))
      .output(loggedPartSchema),
  },
  recipes: {
    list: operation('line.see')
      .route({
        method: 'GET',
        path: '/v1/recipes',
        summary: 'The recipes, and the one in force',
        tags: ['Line'],
      })
      .output(z.object({ recipes: z.array(recipeNowSchema), current: recipeNowSchema.nullable() })),
    select: operation('line.operate')
      .route({
        method: 'POST',
        path: '/v1/recipes/select',
        tags: ['Line'],
        summary: 'Change all lanes over to a recipe, or none',
      })
      .input(recipeChoiceSchema)
      .output(recipeNowSchema),
  },
};
