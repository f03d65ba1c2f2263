import { openAsBlob } from 'node:fs';
import { Kvm } from '@nats-io/kv';
import { Objm } from '@nats-io/obj';
import type { NatsConnection } from '@nats-io/transport-node';
import {
  assignmentAnswerSchema,
  type Assignment,
  type AssignmentAnswer,
} from '../../../shared/plant/assignment.ts';
import { sha256Schema } from '../../../shared/plant/fields.ts';
import { assignmentKey, buckets } from '../../../shared/plant/subjects.ts';
import { jsonOf } from './message-json.ts';
import { whenAborted } from './when-aborted.ts';

/** The host's operations at the server for a roll-out. */
export interface AssignmentsAtServer {
  /** Puts a file into the object store under its hash, unless it is there. */
  putObject(sha256: string, file: string): Promise<void>;
  /** Removes the models of the object store that are not among these. */
  keepObjects(sha256s: ReadonlySet<string>): Promise<void>;
  assign(assignment: Assignment): Promise<void>;
  /** Tells the station to activate its former model again. */
  takeBack(station: number, assignment: string): Promise<void>;
}

export function assignmentsAt(connection: NatsConnection): AssignmentsAtServer {
  const values = new Kvm(connection);
  return {
    async putObject(sha256, file) {
      const objects = await new Objm(connection).open(buckets.objects);
      if ((await objects.info(sha256)) !== null) return;
      await objects.put({ name: sha256 }, (await openAsBlob(file)).stream());
    },
    async keepObjects(sha256s) {
      const objects = await new Objm(connection).open(buckets.objects);
      for (const { name } of await objects.list()) {
        if (sha256Schema.safeParse(name).success && !sha256s.has(name)) await objects.delete(name);
      }
    },
    async assign(assignment) {
      const bucket = await values.open(buckets.assignments);
      await bucket.put(assignmentKey(assignment.station, assignment.id), JSON.stringify(assignment));
    },
    async takeBack(station, assignment) {
      const bucket = await values.open(buckets.assignments);
      await bucket.delete(assignmentKey(station, assignment));
    },
  };
}

/**
 * Listens to the stations' answers to assignments.
 *
 * @returns resolves when the signal aborts or the server ends the subscription
 */
export async function watchAnswers(
  connection: NatsConnection,
  hear: (answer: AssignmentAnswer) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const bucket = await new Kvm(connection).open(buckets.answers);
  const answers = await bucket.watch();
  const endWaiting = whenAborted(signal, () => answers.stop());
  try {
    for await (const { operation, key, value } of answers) {
      if (operation !== 'PUT') continue;
      const answer = assignmentAnswerSchema.safeParse(jsonOf(value));
      if (!answer.success) continue;
      const { station, assignment } = answer.data;
      // The server lets a station answer only under its own number.
      if (assignmentKey(station, assignment) === key) await hear(answer.data);
    }
  } finally {
    endWaiting();
  }
}
