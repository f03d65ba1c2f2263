/**
 * Names at the plant's NATS server. Each subject and key of a station contains its number, so that the server
 * itself can enforce who may write what (`permissionsOf`).
 */

/** Streams with their subjects. */
export const streams = {
  parts: { name: 'LOUPE_PARTS', subjects: 'loupe.parts.*' },
  entries: { name: 'LOUPE_ENTRIES', subjects: 'loupe.entries.*' },
  decisions: { name: 'LOUPE_DECISIONS', subjects: 'loupe.decisions.*' },
  /**
   * A work queue of trainings. Each is taken once, by the station that shall train. Subject:
   * `TRAINER.STATION`.
   */
  jobs: { name: 'LOUPE_JOBS', subjects: 'loupe.jobs.*.*' },
} as const;

/** Buckets of key-value pairs, and of objects. */
export const buckets = {
  /** Key: the station's number. History of 64 values. */
  stations: 'stations',
  /** Key: `STATION.ASSIGNMENT`. */
  assignments: 'assignments',
  /** Key: `STATION.ASSIGNMENT`. */
  answers: 'answers',
  /** Messages between stations about a training. Key: `FROM.TO.JOB`. */
  jobs: 'jobs',
  /** Products that stations publish as templates. Key: `STATION.PRODUCT`. */
  templates: 'templates',
  /** Stations that train for others. Key: the station's number. Values that are not renewed expire. */
  trainers: 'trainers',
  /** Models that the plant gives to stations, named by their hash. */
  objects: 'loupe',
  /** Images on their way to a training, and models on their way back: `JOB.images`, `JOB.model`. */
  trainingObjects: 'loupe-training',
} as const;

/** The station's part of a subject or key. */
const token = (station: number): string => String(station);

/** Stands for any station in subscriptions and permissions. */
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

/** Name of the durable consumer of a station that trains for others. */
export const jobsConsumer = (trainer: number): string => `trainer-${token(trainer)}`;

/** Name of the station's durable consumer of the plant's decisions. */
export const decisionsConsumer = (station: number): string => `station-${token(station)}`;

/**
 * Ids by which the server recognises repeated messages. They include the time, because a station restored
 * from a backup reuses numbers, and a different part must not count as a repetition.
 */
export const partId = (one: { station: number; part: number; capturedAt: number }): string =>
  `${token(one.station)}-p-${one.part}-${one.capturedAt}`;
export const entryId = (one: { station: number; entry: number; capturedAt: number }): string =>
  `${token(one.station)}-e-${one.entry}-${one.capturedAt}`;
export const decisionId = (one: { station: number; decisionRow: number; decidedAt: number }): string =>
  `${token(one.station)}-d-${one.decisionRow}-${one.decidedAt}`;

/** Parses the station's number from a subject such as `loupe.parts.12`; null: there is none. */
export function stationOf(subject: string): number | null {
  const found = /^loupe\.\w+\.([1-9]\d{0,3})$/.exec(subject);
  return found?.[1] === undefined ? null : Number(found[1]);
}

/** Returns the prefix of the inbox for the server's answers to a station. */
export const inboxPrefix = (station: number): string => `_INBOX_${token(station)}`;

/** Returns the JetStream subjects that a station needs to read objects of a bucket. */
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
 * Returns a station's `permissions` at the server: its own subjects and keys, and the JetStream requests
 * about them. Every station of the plant may read all objects. Any station may write objects of trainings,
 * but nobody uses an object whose hash differs from the one in its message.
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
      // The client asks this before it opens the object store, to learn how much the plant's streams hold.
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
