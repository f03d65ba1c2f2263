import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Kvm, type KvWatchEntry } from '@nats-io/kv';
import { Objm } from '@nats-io/obj';
import type { NatsConnection } from '@nats-io/transport-node';
import { messageOf } from '../../shared/domain/station-error.ts';
import { uuid } from '../../shared/contract/base.ts';
import { assignmentSchema, type Assignment, type Refusal } from '../../shared/plant/assignment.ts';
import { assignmentKey, buckets } from '../../shared/plant/subjects.ts';

export interface HearAssignmentsParts {
  readonly connection: NatsConnection;
  readonly station: number;
  readonly onAssignment: (assignment: Assignment) => void;
  readonly onTakenBack: (assignment: string) => void;
  readonly onFailure: (error: unknown) => void;
}

/** Hears what the plant assigns to the station, first all that stands there, then what changes. Ends with the connection. */
export function hearAssignments(parts: HearAssignmentsParts): void {
  const { connection, station, onAssignment, onTakenBack, onFailure } = parts;

  function take(entry: KvWatchEntry): void {
    const id = uuid.safeParse(entry.key.split('.').at(-1)).data;
    if (id === undefined || entry.key !== assignmentKey(station, id)) return;
    if (entry.operation !== 'PUT') return onTakenBack(id);
    const assignment = assignmentSchema.parse(entry.json());
    // One that is for another station or has another name is nobody's.
    if (assignment.station === station && assignment.id === id) onAssignment(assignment);
  }

  async function hear(): Promise<void> {
    const values = await new Kvm(connection).open(buckets.assignments, { bindOnly: true });
    for await (const entry of await values.watch({ key: assignmentKey(station, '>') })) {
      try {
        take(entry);
      } catch (error) {
        onFailure(error);
      }
    }
  }

  hear().catch(onFailure);
}

/** A model that was fetched, or why it was not. */
export type FetchedModel = { readonly file: string } | { readonly refused: Refusal; readonly detail: string };

/**
 * Fetches an assigned model into a file, and looks whether it is what its name says.
 *
 * @throws what NATS or the disk says; it may be there later
 */
export async function fetchModel(
  connection: NatsConnection,
  { model }: Assignment,
  folder: string,
): Promise<FetchedModel> {
  const objects = await new Objm(connection).open(buckets.objects);
  const found = await objects.get(model.sha256);
  if (found === null) return { refused: 'no-object', detail: `There is no object ${model.sha256}.` };
  const file = join(folder, `plant-${randomUUID()}.zip`);
  const hash = createHash('sha256');
  let bytes = 0;
  const counting = new Transform({
    transform(chunk: Uint8Array, _encoding, next) {
      bytes += chunk.length;
      hash.update(chunk);
      next(bytes > model.bytes ? new TooLargeError(`More than ${model.bytes} bytes came`) : null, chunk);
    },
  });
  const refuse = async (refused: Refusal, detail: string): Promise<FetchedModel> => {
    await rm(file, { force: true });
    return { refused, detail };
  };
  try {
    await mkdir(folder, { recursive: true });
    await pipeline(chunksOf(found.data), counting, createWriteStream(file));
  } catch (error) {
    if (error instanceof TooLargeError) return refuse('wrong-hash', messageOf(error));
    await rm(file, { force: true });
    throw error;
  }
  // The client compares the object with its own note of it; whoever wrote both could have written anything.
  const came = hash.digest('hex');
  if (came !== model.sha256) return refuse('wrong-hash', `SHA-256 ${came} came, ${model.sha256} was named.`);
  return { file };
}

class TooLargeError extends Error {}

async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
}
