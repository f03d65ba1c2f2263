import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { KvWatchEntry } from '@nats-io/kv';
import type { NatsConnection } from '@nats-io/transport-node';
import { uuid } from '../../shared/contract/base.ts';
import type { Refusal } from '../../shared/domain/refusals.ts';
import { assignmentSchema, type Assignment } from '../../shared/plant/assignment.ts';
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

/** Listens to the plant's assignments for the station: first all existing ones, then changes. Ends with the connection. */
export function hearAssignments(parts: HearAssignmentsParts): void {
  const { connection, station, onAssignment, onTakenBack, onFailure } = parts;

  function take(entry: KvWatchEntry): void {
    const id = uuid.safeParse(entry.key.split('.').at(-1)).data;
    if (id === undefined || entry.key !== assignmentKey(station, id)) return;
    if (entry.operation !== 'PUT') return onTakenBack(id);
    const assignment = assignmentSchema.parse(entry.json());
    // An assignment whose station or id differs from its key is ignored.
    if (assignment.station === station && assignment.id === id) onAssignment(assignment);
  }

  watchValues(connection, buckets.assignments, assignmentKey(station, '>'), take, onFailure);
}

/** A fetched model's file, or the reason of the refusal. */
export type FetchedModel = { readonly file: string } | { readonly refused: Refusal; readonly detail: string };

/**
 * Fetches an assigned model into a file and checks its hash.
 *
 * @throws the error of NATS or the disk; a later try may work
 */
export async function fetchModel(
  connection: NatsConnection,
  { model }: Assignment,
  folder: string,
  signal?: AbortSignal,
): Promise<FetchedModel> {
  const file = join(folder, `plant-${randomUUID()}.zip`);
  const refused = await fetchObject(connection, buckets.objects, model.sha256, file, model, signal);
  return refused === null ? { file } : { refused: refused.reason, detail: refused.detail };
}
