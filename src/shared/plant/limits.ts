/** Most stations of a plant; station numbers are 1 to this. */
export const mostStations = 9999;

/** Largest message, bytes; NATS by default refuses more than 1 MiB. */
export const largestMessage = 512 * 1024;

/** Largest thumbnail before its encoding as text, bytes. */
export const largestThumbnail = 64 * 1024;

/** Largest object (a model, a dataset, a picture), bytes. */
export const largestObject = 2 * 1024 ** 3;

/** Longest token to join with, characters. */
export const longestToken = 32 * 1024;

/** Interval of a station's heartbeats, milliseconds. */
export const heartbeatMs = 10_000;

/** Silence after which a station counts as away, milliseconds: three missed heartbeats. */
export const awayAfterMs = 35_000;

/** A larger difference between a station's clock and the plant's is reported, milliseconds. */
export const largestClockDifferenceMs = 60_000;

/**
 * How long the server recognises a repeated message by its id, milliseconds; the plant's own log recognises
 * it forever.
 */
export const duplicateWindowMs = 10 * 60_000;

/** Largest total size of objects in transit for trainings at the server, bytes; the server refuses more. */
export const mostTrainingBytes = 4 * 1024 ** 3;

/** How long unfetched images, models and messages of trainings are kept, milliseconds. */
export const keptForTrainingMs = 30 * 24 * 3_600_000;
