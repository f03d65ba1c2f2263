import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { KvWatchEntry } from '@nats-io/kv';
import type { NatsConnection } from '@nats-io/transport-node';
import { uuid } from '../../shared/contract/base.ts';
import { assignmentSchema, type Assignment, type Refusal } from '../../shared/plant/assignment.ts';
import { assignmentKey, buckets } from '../../shared/plant/subjects.ts';
import { fetchObject } from './objects.ts';
import { watchValues } from './watch-values.ts';

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

  watchValues(connection, buckets.assignments, assignmentKey(station, '>'), take, onFailure);
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
  const file = join(folder, `plant-${randomUUID()}.zip`);
  const refused = await fetchObject(connection, buckets.objects, model.sha256, file, model);
  return refused === null ? { file } : { refused: refused.reason, detail: refused.detail };
}
