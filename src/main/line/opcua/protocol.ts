import { z } from 'zod';
import { rowId, uuid } from '../../../shared/contract/base.ts';
import { partResultSchema } from '../../../shared/contract/part-result.ts';
import { laneNumberSchema, mostLanes } from '../../../shared/domain/lanes.ts';
import { opcuaTargetSchema } from '../../../shared/domain/opcua-target.ts';
import { errorCodes } from '../../../shared/domain/station-error.ts';
import { triggerKindSchema } from '../../../shared/domain/triggers.ts';
import { toldFailureSchema } from '../../host/told-failure.ts';
import type { LaneOfLine, RecipeOfLine } from '../line-commands.ts';

/** Longest text from a client, characters; longer text is cut before it is sent. */
export const longestWord = 1000;
const word = z.string().max(longestWord);
const handle = z.number().int().positive();
const request = z.number().int().positive();
/** A method of a lane's vision system that was refused, and why. */
const methodRefusal = {
  code: z.enum(errorCodes),
  method: z.string(),
  lane: laneNumberSchema,
  said: z.string(),
};
export type MethodRefusal = z.infer<z.ZodObject<typeof methodRefusal>>;

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

/** The present state of the line. */
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
  /** The job that requested the part, by the server's count; null: none of it. */
  request: request.nullable(),
  partNumber: rowId.nullable(),
  /** Clients release the result by it. Counts up while the output is open, across restarts of the server. */
  handle,
});
/** A part as the server gets it. */
export type ToldPart = z.infer<typeof toldPartSchema>;

/** Messages from the station to the process of the OPC UA server. */
export const toOpcuaWorkerSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('begin'),
    target: opcuaTargetSchema,
    /** Folder of keys and certificates. */
    folder: z.string(),
    /** Null: no password is set, so no user may sign in. */
    password: z.string().nullable(),
    line: lineStateSchema,
    /** Results that nobody has taken yet. Clients can request them, but no event reports them again. */
    parts: z.array(toldPartSchema),
  }),
  z.object({ kind: z.literal('line'), line: lineStateSchema }),
  z.object({ kind: z.literal('recipe'), recipe: recipeSchema }),
  z.object({ kind: z.literal('part'), part: toldPartSchema }),
  /** An order was carried out. */
  z.object({
    kind: z.literal('done'),
    requestId: request,
    partNumber: rowId.nullable(),
    recipe: recipeSchema.nullable(),
  }),
  /** An order was refused. */
  toldFailureSchema.extend({ kind: z.literal('refused'), requestId: request }),
  /** Ends the server, after it has told its clients. */
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
/** A client's order to the line. */
export type Order = z.infer<typeof orderSchema>;

/** Messages from the process of the OPC UA server to the station. */
export const fromOpcuaWorkerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('listening') }),
  /** The server cannot listen and waits for another `begin`. */
  z.object({ kind: z.literal('failed'), message: z.string() }),
  /** Number of connected clients; also a sign of life, once a second. */
  z.object({ kind: z.literal('clients'), count: z.number().int().nonnegative() }),
  /** A client was told a result, or has read or acknowledged it. */
  z.object({ kind: z.literal('taken'), handle }),
  /** A client's order to the line. */
  z.object({ kind: z.literal('ask'), requestId: request, order: orderSchema }),
  /** A client's request cannot be carried out. */
  z.object({ kind: z.literal('refusal'), ...methodRefusal }),
  /** A client with an unknown certificate was refused. */
  z.object({ kind: z.literal('stranger') }),
  z.object({ kind: z.literal('ended') }),
]);
export type FromOpcuaWorker = z.infer<typeof fromOpcuaWorkerSchema>;
