import { z } from 'zod';
import { instant, rowId } from './base.ts';
import { judgedPartSchema, uninspectedPartSchema } from './part-result.ts';
import { partViewsSchema } from './part-views.ts';

/** Messages to the line: a part and what became of it, or a trial of the output. */
export const messageKinds = ['part', 'test'] as const;
export const messageKindSchema = z.enum(messageKinds);
export type MessageKind = z.infer<typeof messageKindSchema>;

/** What every message begins with. */
const head = {
  /** Counts up when a field changes its meaning or goes; fields that are added leave it as it is. */
  format: z.literal(1),
  /** The name of the station; empty: it has none. */
  station: z.string(),
  /** When the part was seen or the trial was asked for: ISO 8601 to the millisecond, the station's wall clock with its offset. */
  time: z.iso.datetime({ offset: true }),
};

const partHead = {
  ...head,
  kind: z.literal('part'),
  /** The product's name. */
  product: z.string(),
};
const inLog = {
  /** Whether the log holds the part. */
  logged: z.boolean(),
  /** The log's entry that shows it; null for a good one that is not kept, and where it is not in the log. */
  entryId: rowId.nullable(),
};

const seen = {
  /** What each lane of a group saw of the part, whose verdict is the worst of them; empty: one lane alone saw it. */
  views: partViewsSchema,
};

/** A part with its verdict as outputs tell it: all that the station knows of it, by the names it has everywhere. */
export const judgedMessageSchema = z.object({ ...partHead, ...judgedPartSchema.shape, ...inLog, ...seen });

/** A part that was not inspected, with the reason. It has none of what only a verdict has. */
export const uninspectedMessageSchema = z.object({
  ...partHead,
  ...uninspectedPartSchema.shape,
  ...inLog,
  ...seen,
});

export const partMessageSchema = z.discriminatedUnion('verdict', [
  judgedMessageSchema,
  uninspectedMessageSchema,
]);
export type PartMessage = z.infer<typeof partMessageSchema>;

/** A trial of an output. */
export const testMessageSchema = z.object({ ...head, kind: z.literal('test') });
export type TestMessage = z.infer<typeof testMessageSchema>;

export type LineMessage = PartMessage | TestMessage;

/**
 * A message that was kept until it could leave. A version of the station before this one may have made it: only what every message
 * has is certain.
 */
export const keptMessageSchema = z.object({
  /** Counts up for the station, never used twice: a receiver knows a repetition by it. */
  number: rowId,
  body: z.looseObject({ kind: z.string(), station: z.string(), time: z.string() }),
});
export type KeptMessage = z.infer<typeof keptMessageSchema>;

/** One of the last messages of an output. */
export const sentMessageSchema = z.object({
  ...keptMessageSchema.shape,
  madeAt: instant,
  /** Null: it waits, or was given up. */
  deliveredAt: instant.nullable(),
  /** When it was given up: nobody took it in time. Null: it was not. */
  givenUpAt: instant.nullable(),
});
export type SentMessage = z.infer<typeof sentMessageSchema>;
