import { createHash } from 'node:crypto';
import { createWriteStream, openAsBlob } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Objm } from '@nats-io/obj';
import type { NatsConnection } from '@nats-io/transport-node';
import { messageOf } from '../../shared/domain/station-error.ts';

/** An object's hash and size, as the message that names it states them. */
export interface ObjectNote {
  readonly sha256: string;
  readonly bytes: number;
}

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
 * @returns the reason of a refusal; null if the file is complete and right
 * @throws the error of NATS or the disk; a later try may work
 */
export async function fetchObject(
  connection: NatsConnection,
  bucket: string,
  name: string,
  file: string,
  note: ObjectNote,
): Promise<RefusedObject | null> {
  const objects = await new Objm(connection).open(bucket);
  const found = await objects.get(name);
  if (found === null) return { reason: 'no-object', detail: `There is no object ${name}.` };
  const hash = createHash('sha256');
  let bytes = 0;
  const counting = new Transform({
    transform(chunk: Uint8Array, _encoding, next) {
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
    await pipeline(chunksOf(found.data), counting, createWriteStream(file));
  } catch (error) {
    if (error instanceof TooLargeError) return refuse(messageOf(error));
    await rm(file, { force: true });
    throw error;
  }
  // The client only checks the object against the note stored with it, which the object's writer wrote as well.
  const came = hash.digest('hex');
  return came === note.sha256 ? null : refuse(`SHA-256 ${came} came, ${note.sha256} was named.`);
}

class TooLargeError extends Error {}

async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
}
