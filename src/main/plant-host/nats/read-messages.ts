import type { z } from 'zod';
import { plantEntryMessageSchema } from '../../../shared/plant/entry.ts';
import { plantPartSchema } from '../../../shared/plant/part.ts';
import { stationOf } from '../../../shared/plant/subjects.ts';
import type { Arrival, Batch, RefusedMessage } from '../log/ingest-repository.ts';
import { jsonOf } from './message-json.ts';

/** A message as delivered by the server. */
export interface GivenMessage {
  readonly subject: string;
  readonly stream: string;
  readonly sequence: number;
  readonly data: Uint8Array;
}

/** Describes in a few words why a message fits no schema. */
export function unreadable({ issues: [issue] }: z.ZodError): string {
  return `It cannot be read. ${issue === undefined ? '' : `${issue.path.join('.')}: ${issue.message}`}`;
}

/** Reads a batch's parts. A message that is no part, or names another station than its subject, is held. */
export function readParts(messages: readonly GivenMessage[]): Batch {
  const { taken: parts, refused } = read(plantPartSchema, messages);
  return { parts, entries: [], decisions: [], refused };
}

/** Reads a batch's entries and the stations' decisions on them. */
export function readEntries(messages: readonly GivenMessage[]): Batch {
  const { taken, refused } = read(plantEntryMessageSchema, messages);
  return {
    parts: [],
    entries: taken.filter((one) => one.kind === 'entry'),
    decisions: taken.filter((one) => one.kind === 'decision'),
    refused,
  };
}

function read<Message extends { readonly station: number }>(
  schema: z.ZodType<Message>,
  messages: readonly GivenMessage[],
): { taken: (Message & Arrival)[]; refused: RefusedMessage[] } {
  const taken: (Message & Arrival)[] = [];
  const refused: RefusedMessage[] = [];
  for (const { subject, stream, sequence, data } of messages) {
    const refuse = (reason: string): void => void refused.push({ subject, stream, sequence, reason });
    const parsed = schema.safeParse(jsonOf(data));
    if (!parsed.success) {
      refuse(unreadable(parsed.error));
    } else if (parsed.data.station !== stationOf(subject)) {
      refuse(`It names station ${parsed.data.station}, and is on the subject ${subject}.`);
    } else taken.push({ ...parsed.data, stream, sequence });
  }
  return { taken, refused };
}
