/** Stations of one plant are numbered from 1 to this. */
export const mostStations = 9999;

/** A message has at most so many bytes; NATS refuses more than 1 MiB as it is delivered. */
export const largestMessage = 512 * 1024;

/** A thumbnail has at most so many bytes, before it is written as text. */
export const largestThumbnail = 64 * 1024;

/** An object (a model, a dataset, a picture) has at most so many bytes. */
export const largestObject = 2 * 1024 ** 3;

/** A token to join with has at most so many characters. */
export const longestToken = 32 * 1024;

/** How often a station says that it is there, milliseconds. */
export const heartbeatMs = 10_000;

/** A station that was not heard for so long is away, milliseconds: three heartbeats were missed. */
export const awayAfterMs = 35_000;

/** A clock that differs from the plant's by more is said, milliseconds. */
export const largestClockDifferenceMs = 60_000;

/** The server knows a repeated message by its id for so long, milliseconds; the plant's own log knows it for ever. */
export const duplicateWindowMs = 10 * 60_000;

/** What is on its way for trainings takes at most so many bytes at the server; what comes beyond it is refused. */
export const mostTrainingBytes = 4 * 1024 ** 3;

/** Images, models and tidings of trainings that nobody fetched are gone after so long, milliseconds. */
export const keptForTrainingMs = 30 * 24 * 3_600_000;
