import { createHash } from 'node:crypto';
import { createWriteStream, openAsBlob } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Objm } from '@nats-io/obj';
import type { NatsConnection } from '@nats-io/transport-node';
import { messageOf } from '../../shared/domain/station-error.ts';
import { fileFailure } from '../files/file-failure.ts';

/** An object's hash and size, as the message that names it states them. */
export interface ObjectNote {
  readonly sha256: string;
  readonly bytes: number;
}

/** A transfer in which nothing comes for this long is given up, milliseconds: its object may have been removed meanwhile. */
const stalledMs = 60_000;

/** A refused object with the reason. */
export interface RefusedObject {
  readonly reason: 'no-object' | 'wrong-hash';
  readonly detail: string;
}

/** Puts a file into a bucket of objects unless the bucket has it complete. @throws the error of NATS or the disk */
export async function putObject(
  connection: NatsConnection,
  bucket: string,
  name: string,
  file: string,
  { sha256, bytes }: ObjectNote,
): Promise<void> {
  const objects = await new Objm(connection).open(bucket);
  const there = await objects.info(name);
  const digest = `SHA-256=${Buffer.from(sha256, 'hex').toString('base64url')}`;
  if (there?.size === bytes && there.digest.replace(/=+$/, '') === digest) return;
  await objects.put({ name }, (await openAsBlob(file)).stream());
}

/**
 * Fetches an object into a file and checks it against its note.
 *
 * @param signal ends the transfer, whose error is then thrown; nothing of the file stays
 * @returns the reason of a refusal; null if the file is complete and right
 * @throws the error of NATS; StationError DISK_FULL and others of the disk; a later try may work
 */
export async function fetchObject(
  connection: NatsConnection,
  bucket: string,
  name: string,
  file: string,
  note: ObjectNote,
  signal?: AbortSignal,
): Promise<RefusedObject | null> {
  const objects = await new Objm(connection).open(bucket);
  const found = await objects.get(name);
  if (found === null) return { reason: 'no-object', detail: `There is no object ${name}.` };
  // The transfer's own failure is thrown where it is read; without this it would end the process as well.
  found.error.catch(() => undefined);
  const stalled = new AbortController();
  const stall = setTimeout(
    () => stalled.abort(new Error(`Nothing of the object ${name} came for ${stalledMs / 1000} s.`)),
    stalledMs,
  );
  const hash = createHash('sha256');
  let bytes = 0;
  const counting = new Transform({
    transform(chunk: Uint8Array, _encoding, next) {
      stall.refresh();
      bytes += chunk.length;
      hash.update(chunk);
      next(bytes > note.bytes ? new TooLargeError(`More than ${note.bytes} bytes came`) : null, chunk);
    },
  });
  const refuse = async (detail: string): Promise<RefusedObject> => {
    await rm(file, { force: true });
    return { reason: 'wrong-hash', detail };
  };
  try {
    await mkdir(dirname(file), { recursive: true });
    const ending = AbortSignal.any([stalled.signal, ...(signal === undefined ? [] : [signal])]);
    await pipeline(chunksOf(found.data, ending), counting, createWriteStream(file));
  } catch (error) {
    if (error instanceof TooLargeError) return await refuse(messageOf(error));
    await rm(file, { force: true });
    throw fileFailure(error, file);
  } finally {
    clearTimeout(stall);
  }
  // The client only checks the object against the note stored with it, which the object's writer wrote as well.
  const came = hash.digest('hex');
  return came === note.sha256 ? null : refuse(`SHA-256 ${came} came, ${note.sha256} was named.`);
}

class TooLargeError extends Error {}

/** @throws the signal's reason when it aborts, also while nothing comes */
async function* chunksOf(
  stream: ReadableStream<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  const end = (): void => void reader.cancel().catch(() => undefined);
  signal.addEventListener('abort', end, { once: true });
  try {
    signal.throwIfAborted();
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
    signal.throwIfAborted();
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
}
