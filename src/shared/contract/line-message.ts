import { z } from 'zod';
import { instant, rowId } from './base.ts';
import { judgedPartSchema, uninspectedPartSchema } from './part-result.ts';
import { partViewsSchema } from './part-views.ts';

/** `part`: a part with its outcome · `test`: a trial of the output. */
export const messageKinds = ['part', 'test'] as const;
export const messageKindSchema = z.enum(messageKinds);
export type MessageKind = z.infer<typeof messageKindSchema>;

/** Fields at the start of every message. */
const head = {
  /** Counts up when a field changes its meaning or is removed; added fields do not count. */
  format: z.literal(1),
  /** The station's name; empty: the station has no name. */
  station: z.string(),
  /**
   * When the part was seen or the trial requested: ISO 8601 with milliseconds and the offset of the station's
   * wall clock.
   */
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
  /** The log entry that shows the part; null: the part is good and not kept, or not in the log. */
  entryId: rowId.nullable(),
};

const seen = {
  /**
   * What each lane of a group saw of the part; the part has the worst verdict of these views. Empty: one lane
   * alone saw the part.
   */
  views: partViewsSchema,
};

/** A part with its verdict, as outputs send it. Field names are those used everywhere in the station. */
export const judgedMessageSchema = z.object({ ...partHead, ...judgedPartSchema.shape, ...inLog, ...seen });

/** A part that was not inspected, with the reason; the fields of a verdict are absent. */
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
 * A message kept until it can be sent. An older version of the station may have made it, so only the fields
 * of every message are certain.
 */
export const keptMessageSchema = z.object({
  /** Counts up for the whole station and is never reused, so receivers recognise repetitions. */
  number: rowId,
  body: z.looseObject({ kind: z.string(), station: z.string(), time: z.string() }),
});
export type KeptMessage = z.infer<typeof keptMessageSchema>;

/** A recent message of an output. */
export const sentMessageSchema = z.object({
  ...keptMessageSchema.shape,
  madeAt: instant,
  /** Null: the message waits, or was given up. */
  deliveredAt: instant.nullable(),
  /** When the message was given up because nobody took it in time; null: it was not. */
  givenUpAt: instant.nullable(),
});
export type SentMessage = z.infer<typeof sentMessageSchema>;
