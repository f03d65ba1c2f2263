/**
 * Names at the plant's NATS server. Each subject and key of a station has its number, so that the server itself holds who may write
 * what (`permissionsOf`).
 */

/** Streams, with what they take. */
export const streams = {
  parts: { name: 'LOUPE_PARTS', subjects: 'loupe.parts.*' },
  entries: { name: 'LOUPE_ENTRIES', subjects: 'loupe.entries.*' },
  decisions: { name: 'LOUPE_DECISIONS', subjects: 'loupe.decisions.*' },
  /** A work queue of trainings: each is taken once, by the station that is to train. Subject: `TRAINER.STATION`. */
  jobs: { name: 'LOUPE_JOBS', subjects: 'loupe.jobs.*.*' },
} as const;

/** Buckets of key-value, and those of objects. */
export const buckets = {
  /** Key: the station's number. History of 64 values. */
  stations: 'stations',
  /** Key: `STATION.ASSIGNMENT`. */
  assignments: 'assignments',
  /** Key: `STATION.ASSIGNMENT`. */
  answers: 'answers',
  /** What stations tell each other about a training. Key: `FROM.TO.JOB`. */
  jobs: 'jobs',
  /** Products that stations publish as templates. Key: `STATION.PRODUCT`. */
  templates: 'templates',
  /** Stations that train for others. Key: the station's number. A value that is not told again is gone. */
  trainers: 'trainers',
  /** Models that the plant gives to stations, named by their hash. */
  objects: 'loupe',
  /** Images on their way to a training, and models on their way back: `JOB.images`, `JOB.model`. */
  trainingObjects: 'loupe-training',
} as const;

/** The station's part of a subject or key. */
const token = (station: number): string => String(station);

/** Stands for any station in a subject that is listened to, or permitted. */
export const anyStation = '*';

export const partsSubject = (station: number): string => `loupe.parts.${token(station)}`;
export const entriesSubject = (station: number): string => `loupe.entries.${token(station)}`;
export const decisionsSubject = (station: number): string => `loupe.decisions.${token(station)}`;

export const stateKey = (station: number): string => token(station);
export const assignmentKey = (station: number, assignment: string): string =>
  `${token(station)}.${assignment}`;

type OneOrAny = number | typeof anyStation;

export const templateKey = (station: number, product: string): string => `${token(station)}.${product}`;

export const jobSubject = (trainer: OneOrAny, station: OneOrAny): string =>
  `loupe.jobs.${trainer}.${station}`;
export const tidingsKey = (from: OneOrAny, to: number, job: string): string => `${from}.${token(to)}.${job}`;
export const imagesObject = (job: string): string => `${job}.images`;
export const modelObject = (job: string): string => `${job}.model`;

/** The durable consumer of a station that trains for others. */
export const jobsConsumer = (trainer: number): string => `trainer-${token(trainer)}`;

/** The station's durable consumer of what the plant decides. */
export const decisionsConsumer = (station: number): string => `station-${token(station)}`;

/**
 * Ids by which the server knows a repeated message. They have the time, too: a station that was restored from a backup gives numbers a
 * second time, and what is another part must not be taken for a repetition.
 */
export const partId = (one: { station: number; part: number; capturedAt: number }): string =>
  `${token(one.station)}-p-${one.part}-${one.capturedAt}`;
export const entryId = (one: { station: number; entry: number; capturedAt: number }): string =>
  `${token(one.station)}-e-${one.entry}-${one.capturedAt}`;
export const decisionId = (one: { station: number; decisionRow: number; decidedAt: number }): string =>
  `${token(one.station)}-d-${one.decisionRow}-${one.decidedAt}`;

/** The number in a subject such as `loupe.parts.12`; null: there is none. */
export function stationOf(subject: string): number | null {
  const found = /^loupe\.\w+\.([1-9]\d{0,3})$/.exec(subject);
  return found?.[1] === undefined ? null : Number(found[1]);
}

/** Where the server's answers to a station come. Its client is told it as the prefix of its inbox. */
export const inboxPrefix = (station: number): string => `_INBOX_${token(station)}`;

/** What a station asks JetStream to read objects of a bucket. */
function reading(bucket: string): string[] {
  const stream = `OBJ_${bucket}`;
  return [
    `$JS.API.STREAM.INFO.${stream}`,
    `$JS.API.STREAM.MSG.GET.${stream}`,
    `$JS.API.DIRECT.GET.${stream}.>`,
    `$JS.API.CONSUMER.CREATE.${stream}.>`,
    `$JS.API.CONSUMER.DELETE.${stream}.>`,
  ];
}

/**
 * What the server lets a station publish and hear, as `permissions` of its user: its own subjects and keys, and the questions that it
 * asks JetStream about them. Objects are a secret to nobody who is in the plant; those of trainings any station may write, and none is
 * believed that does not have the hash that its message names.
 */
export function permissionsOf(station: number): {
  readonly publish: readonly string[];
  readonly subscribe: readonly string[];
} {
  const own = token(station);
  const decisions = streams.decisions.name;
  const consumer = decisionsConsumer(station);
  const jobs = streams.jobs.name;
  const trainer = jobsConsumer(station);
  const assignments = `KV_${buckets.assignments}`;
  const tidings = `KV_${buckets.jobs}`;
  const trainers = `KV_${buckets.trainers}`;
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
      jobSubject(anyStation, station),
      `$KV.${buckets.jobs}.${own}.>`,
      `$KV.${buckets.trainers}.${own}`,
      `$KV.${buckets.templates}.${own}.>`,
      `$JS.API.CONSUMER.INFO.${jobs}.${trainer}`,
      `$JS.API.CONSUMER.MSG.NEXT.${jobs}.${trainer}`,
      `$JS.ACK.${jobs}.${trainer}.>`,
      `$JS.API.STREAM.INFO.${tidings}`,
      `$JS.API.CONSUMER.CREATE.${tidings}.*.$KV.${buckets.jobs}.*.${own}.>`,
      ...[trainers, `KV_${buckets.templates}`].flatMap((bucket) => [
        `$JS.API.STREAM.INFO.${bucket}`,
        `$JS.API.CONSUMER.CREATE.${bucket}.>`,
      ]),
      `$O.${buckets.trainingObjects}.>`,
      ...reading(buckets.objects),
      ...reading(buckets.trainingObjects),
      `$JS.FC.>`,
    ],
    subscribe: [`${inboxPrefix(station)}.>`],
  };
}
