import { z } from 'zod';
import { count, uuid } from '../../shared/contract/base.ts';
import { errorCodes } from '../../shared/domain/station-error.ts';
import { assignmentAnswerSchema, assignmentSchema, refusals } from '../../shared/plant/assignment.ts';
import { plantDecisionSchema } from '../../shared/plant/decision.ts';
import { stationNumberSchema } from '../../shared/plant/fields.ts';
import { membershipSchema } from '../../shared/plant/membership.ts';
import { stationStateSchema, travelsSchema } from '../../shared/plant/state.ts';
import { plantTemplateSchema } from '../../shared/plant/template.ts';
import { fromLinkOfTrainings, toLinkOfTrainings } from './elsewhere/protocol.ts';

/** How far each table has travelled: the last row that the plant has, by the table's name. */
export const cursorsSchema = z.record(z.string(), count);
export type Cursors = z.infer<typeof cursorsSchema>;

/** How the station stands, but for what only the process knows. */
export const toldStateSchema = stationStateSchema.omit({ waiting: true });
export type ToldState = z.infer<typeof toldStateSchema>;

/** What the station tells the process that talks to the plant. */
export const toLinkSchema = z.discriminatedUnion('kind', [
  /** First of all, and once. */
  z.object({
    kind: z.literal('begin'),
    membership: membershipSchema,
    home: z.string(),
    travels: travelsSchema,
    cursors: cursorsSchema,
  }),
  z.object({ kind: z.literal('travels'), travels: travelsSchema }),
  z.object({ kind: z.literal('state'), state: toldStateSchema }),
  /** A decision of the plant is in the log. */
  z.object({ kind: z.literal('kept'), sequence: count }),
  /** A model is wanted here. */
  z.object({ kind: z.literal('fetch'), assignment: assignmentSchema }),
  z.object({ kind: z.literal('answer'), answer: assignmentAnswerSchema }),
  ...toLinkOfTrainings,
  /** A product becomes a template, or is none any more (null). */
  z.object({
    kind: z.literal('publish-template'),
    request: uuid,
    product: uuid,
    template: plantTemplateSchema.omit({ format: true, station: true }).nullable(),
  }),
  /** What is under way ends; then the process does. */
  z.object({ kind: z.literal('end') }),
]);
export type ToLink = z.infer<typeof toLinkSchema>;

/** Why nothing gets to the plant. */
const failureSchema = z.object({ code: z.enum(errorCodes), message: z.string() });

export const fromLinkSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  /** How the way to the plant stands: a sign of life, once a second. */
  z.object({
    kind: z.literal('standing'),
    connected: z.boolean(),
    failure: failureSchema.nullable(),
    /** Rows that have not travelled yet. */
    waiting: count,
    /** Messages that the plant took since the process began. */
    sent: count,
    /** Rows that no message can be made of; they were passed over. */
    passedOver: count,
  }),
  z.object({ kind: z.literal('sent'), cursors: cursorsSchema }),
  z.object({ kind: z.literal('decision'), sequence: count, decision: plantDecisionSchema }),
  /** The plant assigns a model, or did before. */
  z.object({ kind: z.literal('assignment'), assignment: assignmentSchema }),
  /** It is here, whole and with the hash that it is to have. */
  z.object({ kind: z.literal('fetched'), assignment: assignmentSchema, file: z.string() }),
  /** It is not, and never will be. */
  z.object({
    kind: z.literal('unfetched'),
    assignment: assignmentSchema,
    reason: z.enum(refusals),
    detail: z.string(),
  }),
  z.object({ kind: z.literal('taken-back'), assignment: uuid }),
  ...fromLinkOfTrainings,
  /** The plant has what was asked to be published; a failure: it has not. */
  z.object({ kind: z.literal('template-published'), request: uuid, failure: failureSchema.nullable() }),
  /** A template of any station as it is now; null: it is none any more. */
  z.object({
    kind: z.literal('template'),
    station: stationNumberSchema,
    product: uuid,
    template: plantTemplateSchema.nullable(),
  }),
  z.object({ kind: z.literal('ended') }),
]);
export type FromLink = z.infer<typeof fromLinkSchema>;
export type LinkStanding = Extract<FromLink, { kind: 'standing' }>;
