/**
 * Names at the plant's NATS server. Each subject and key of a station has its number, so that the server itself holds who may write
 * what (`permissionsOf`).
 */

/** Streams, with what they take. */
export const streams = {
  parts: { name: 'LOUPE_PARTS', subjects: 'loupe.parts.*' },
  entries: { name: 'LOUPE_ENTRIES', subjects: 'loupe.entries.*' },
  decisions: { name: 'LOUPE_DECISIONS', subjects: 'loupe.decisions.*' },
  /** A work queue: each job is taken once. */
  jobs: { name: 'LOUPE_JOBS', subjects: 'loupe.jobs.*' },
} as const;

/** Buckets of key-value, and the one of objects. */
export const buckets = {
  /** Key: the station's number. History of 64 values. */
  stations: 'stations',
  /** Key: `STATION.ASSIGNMENT`. */
  assignments: 'assignments',
  /** Key: `STATION.ASSIGNMENT`. */
  answers: 'answers',
  /** Key: the job's id. */
  jobs: 'jobs',
  objects: 'loupe',
} as const;

/** The station's part of a subject or key. */
const token = (station: number): string => String(station);

export const partsSubject = (station: number): string => `loupe.parts.${token(station)}`;
export const entriesSubject = (station: number): string => `loupe.entries.${token(station)}`;
export const decisionsSubject = (station: number): string => `loupe.decisions.${token(station)}`;

export const stateKey = (station: number): string => token(station);
export const assignmentKey = (station: number, assignment: string): string =>
  `${token(station)}.${assignment}`;

/** The station's durable consumer of what the plant decides. */
export const decisionsConsumer = (station: number): string => `station-${token(station)}`;

/** Ids by which the server knows a repeated message. */
export const partId = (station: number, part: number): string => `${token(station)}-p-${part}`;
export const entryId = (station: number, entry: number): string => `${token(station)}-e-${entry}`;
export const decisionId = (station: number, row: number): string => `${token(station)}-d-${row}`;

/** The number in a subject such as `loupe.parts.12`; null: there is none. */
export function stationOf(subject: string): number | null {
  const found = /^loupe\.\w+\.([1-9]\d{0,3})$/.exec(subject);
  return found?.[1] === undefined ? null : Number(found[1]);
}

/** Where the server's answers to a station come. Its client is told it as the prefix of its inbox. */
export const inboxPrefix = (station: number): string => `_INBOX_${token(station)}`;

/**
 * What the server lets a station publish and hear, as `permissions` of its user: its own subjects and keys, and the questions that it
 * asks JetStream about them. Objects are named by their hash, which is a secret to nobody who is in the plant.
 */
export function permissionsOf(station: number): {
  readonly publish: readonly string[];
  readonly subscribe: readonly string[];
} {
  const own = token(station);
  const decisions = streams.decisions.name;
  const consumer = decisionsConsumer(station);
  const assignments = `KV_${buckets.assignments}`;
  const objects = `OBJ_${buckets.objects}`;
  return {
    publish: [
      partsSubject(station),
      entriesSubject(station),
      `$KV.${buckets.stations}.${own}`,
      `$KV.${buckets.answers}.${own}.>`,
      // What the client asks before it opens the object store: how much the plant's streams hold.
      '$JS.API.INFO',
      `$JS.API.CONSUMER.INFO.${decisions}.${consumer}`,
      `$JS.API.CONSUMER.MSG.NEXT.${decisions}.${consumer}`,
      `$JS.ACK.${decisions}.${consumer}.>`,
      `$JS.API.STREAM.INFO.${assignments}`,
      `$JS.API.CONSUMER.CREATE.${assignments}.*.$KV.${buckets.assignments}.${own}.>`,
      `$JS.API.DIRECT.GET.${assignments}.$KV.${buckets.assignments}.${own}.>`,
      `$JS.API.STREAM.INFO.${objects}`,
      `$JS.API.STREAM.MSG.GET.${objects}`,
      `$JS.API.DIRECT.GET.${objects}.>`,
      `$JS.API.CONSUMER.CREATE.${objects}.>`,
      `$JS.API.CONSUMER.DELETE.${objects}.>`,
      `$JS.FC.>`,
    ],
    subscribe: [`${inboxPrefix(station)}.>`],
  };
}
