import { z } from 'zod';
import { count, uuid } from '../../shared/contract/base.ts';
import { refusals } from '../../shared/domain/refusals.ts';
import { assignmentAnswerSchema, assignmentSchema } from '../../shared/plant/assignment.ts';
import { plantDecisionSchema } from '../../shared/plant/decision.ts';
import { stationNumberSchema } from '../../shared/plant/fields.ts';
import { membershipSchema } from '../../shared/plant/membership.ts';
import { stationStateSchema, travelsSchema } from '../../shared/plant/state.ts';
import { plantTemplateSchema } from '../../shared/plant/template.ts';
import { toldFailureSchema } from '../host/told-failure.ts';
import { fromLinkOfTrainings, toLinkOfTrainings } from './elsewhere/protocol.ts';

/** How far each table was sent: the last row that the plant has, by the table's name. */
const cursorsSchema = z.record(z.string(), count);
export type Cursors = z.infer<typeof cursorsSchema>;

/** The station's state, without the part that only the link process knows. */
const toldStateSchema = stationStateSchema.omit({ waiting: true });
export type ToldState = z.infer<typeof toldStateSchema>;

/** The station's messages to the link process. */
export const toLinkSchema = z.discriminatedUnion('kind', [
  /** The first message; sent once. */
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
  /** Requests an assigned model. */
  z.object({ kind: z.literal('fetch'), assignment: assignmentSchema }),
  z.object({ kind: z.literal('answer'), answer: assignmentAnswerSchema }),
  ...toLinkOfTrainings,
  /** Publishes a product as a template, or withdraws it (null). */
  z.object({
    kind: z.literal('publish-template'),
    request: uuid,
    product: uuid,
    template: plantTemplateSchema.omit({ format: true, station: true }).nullable(),
  }),
  /** Ends the process after its current work. */
  z.object({ kind: z.literal('end') }),
]);
export type ToLink = z.infer<typeof toLinkSchema>;

export const fromLinkSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  /** The state of the connection to the plant; also a sign of life, once a second. */
  z.object({
    kind: z.literal('standing'),
    connected: z.boolean(),
    /** The reason why the plant is not reached. */
    failure: toldFailureSchema.nullable(),
    /** Number of rows that still have to be sent. */
    waiting: count,
    /** Number of messages that the plant has stored since the process started. */
    sent: count,
    /** Number of rows that were skipped because no message can be made of them. */
    passedOver: count,
  }),
  z.object({ kind: z.literal('sent'), cursors: cursorsSchema }),
  z.object({ kind: z.literal('decision'), sequence: count, decision: plantDecisionSchema }),
  /** An assignment of a model, new or existing. */
  z.object({ kind: z.literal('assignment'), assignment: assignmentSchema }),
  /** The assigned model has arrived, with the right hash. */
  z.object({ kind: z.literal('fetched'), assignment: assignmentSchema, file: z.string() }),
  /** The assigned model is refused for good. */
  z.object({
    kind: z.literal('unfetched'),
    assignment: assignmentSchema,
    reason: z.enum(refusals),
    detail: z.string(),
  }),
  z.object({ kind: z.literal('taken-back'), assignment: uuid }),
  ...fromLinkOfTrainings,
  /** The answer to `publish-template`; `failure` is null if the plant has the template. */
  z.object({ kind: z.literal('template-published'), request: uuid, failure: toldFailureSchema.nullable() }),
  /** The present state of any station's template; null if it was withdrawn. */
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
