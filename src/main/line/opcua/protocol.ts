import { z } from 'zod';
import { rowId, uuid } from '../../../shared/contract/base.ts';
import { partResultSchema } from '../../../shared/contract/part-result.ts';
import { laneNumberSchema, mostLanes } from '../../../shared/domain/lanes.ts';
import { opcuaTargetSchema } from '../../../shared/domain/opcua-target.ts';
import { errorCodes } from '../../../shared/domain/station-error.ts';
import { triggerKindSchema } from '../../../shared/domain/triggers.ts';
import type { LaneOfLine, RecipeOfLine } from '../line-commands.ts';

/** Words of a client, at most; what is longer is cut off before it is sent. */
export const longestWord = 1000;
const word = z.string().max(longestWord);
const handle = z.number().int().positive();
const request = z.number().int().positive();
/** A method of a lane's vision system that was not carried out, and why. */
const methodRefusal = {
  code: z.enum(errorCodes),
  method: z.string(),
  lane: laneNumberSchema,
  said: z.string(),
};
export type MethodRefusal = z.infer<z.ZodObject<typeof methodRefusal>>;
const failure = { code: z.enum(errorCodes), message: z.string() };

const laneSchema = z.object({
  number: laneNumberSchema,
  name: z.string(),
  trigger: triggerKindSchema,
  state: z.enum(['stopped', 'paused', 'ready', 'busy']),
  product: z.object({ id: uuid, name: z.string() }).nullable(),
  failure: z.string().nullable(),
}) satisfies z.ZodType<LaneOfLine>;

const recipeSchema = z.object({
  number: z.number().int(),
  name: z.string(),
  code: z.string().nullable(),
}) satisfies z.ZodType<RecipeOfLine>;

/** The line as it stands. */
const lineStateSchema = z.object({
  lanes: z.array(laneSchema).max(mostLanes),
  recipes: z.array(recipeSchema),
  /** The recipe in force; null: none. */
  recipe: recipeSchema.nullable(),
});
export type LineState = z.infer<typeof lineStateSchema>;

const toldPartSchema = z.object({
  lane: laneNumberSchema,
  part: partResultSchema,
  /** The job that asked for it, as the server counts them; null: none of it. */
  request: request.nullable(),
  partNumber: rowId.nullable(),
  /** What a client releases. Counts up for as long as the output is open, also beyond the life of a server. */
  handle,
});
/** A part as the server is told it. */
export type ToldPart = z.infer<typeof toldPartSchema>;

/** What the station tells the process that is the OPC UA server. */
export const toOpcuaWorkerSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('begin'),
    target: opcuaTargetSchema,
    /** Where keys and certificates stand. */
    folder: z.string(),
    /** Null: none was set, and no user is let in. */
    password: z.string().nullable(),
    line: lineStateSchema,
    /** Results that nobody has taken yet: they can be asked for, and are told to nobody a second time. */
    parts: z.array(toldPartSchema),
  }),
  z.object({ kind: z.literal('line'), line: lineStateSchema }),
  z.object({ kind: z.literal('recipe'), recipe: recipeSchema }),
  z.object({ kind: z.literal('part'), part: toldPartSchema }),
  /** What was asked for is done. */
  z.object({
    kind: z.literal('done'),
    requestId: request,
    partNumber: rowId.nullable(),
    recipe: recipeSchema.nullable(),
  }),
  /** It cannot be done. */
  z.object({ kind: z.literal('refused'), requestId: request, ...failure }),
  /** Clients are told that the server ends; then it does. */
  z.object({ kind: z.literal('end') }),
]);
export type ToOpcuaWorker = z.infer<typeof toOpcuaWorkerSchema>;

const lane = laneNumberSchema;
const orderSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('trigger'), lane, request, serial: word.nullable() }),
  z.object({
    kind: z.literal('select'),
    choice: z.union([z.object({ number: z.number().int() }), z.object({ name: word })]),
  }),
  z.object({ kind: z.literal('start'), lane }),
  z.object({ kind: z.literal('stop'), lane }),
]);
/** What a client may ask of the line. */
export type Order = z.infer<typeof orderSchema>;

/** What the process that is the OPC UA server tells the station. */
export const fromOpcuaWorkerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('listening') }),
  /** It cannot listen; it waits to begin again. */
  z.object({ kind: z.literal('failed'), message: z.string() }),
  /** How many clients are connected: a sign of life, once a second. */
  z.object({ kind: z.literal('clients'), count: z.number().int().nonnegative() }),
  /** A client was told a result, has read or acknowledged it. */
  z.object({ kind: z.literal('taken'), handle }),
  /** A client asks for something. */
  z.object({ kind: z.literal('ask'), requestId: request, order: orderSchema }),
  /** Something that a client asked for cannot be done. */
  z.object({ kind: z.literal('refusal'), ...methodRefusal }),
  /** A client was turned away whose certificate was never seen before. */
  z.object({ kind: z.literal('stranger') }),
  z.object({ kind: z.literal('ended') }),
]);
export type FromOpcuaWorker = z.infer<typeof fromOpcuaWorkerSchema>;
