import { rm } from 'node:fs/promises';
import type { NatsConnection } from '@nats-io/transport-node';
import { longestDetail } from '../../shared/domain/not-inspected.ts';
import { messageOf } from '../../shared/domain/station-error.ts';
import type { Assignment, AssignmentAnswer } from '../../shared/plant/assignment.ts';
import { assignmentKey, buckets } from '../../shared/plant/subjects.ts';
import { fetchModel } from './hear-assignments.ts';
import type { FromLink } from './protocol.ts';
import { tryAgain, untilClosed } from './try-again.ts';
import type { Way } from './way.ts';

export interface AssignedModelsParts {
  readonly way: Pick<Way, 'publish' | 'waits'>;
  readonly station: number;
  /** Folder of the models that have arrived. */
  readonly folder: string;
  readonly send: (message: FromLink) => void;
}

export type AssignedModels = ReturnType<typeof createAssignedModels>;

/**
 * Fetches the models that the plant assigns, and tells it what became of them. What fails is tried again after growing pauses for as long as
 * the connection stands; the next one hears all assignments anew.
 */
export function createAssignedModels({ way, station, folder, send }: AssignedModelsParts) {
  let closed = AbortSignal.abort();
  let connection: NatsConnection | null = null;
  const fetches = new Map<string, AbortController>();
  const answers = new Map<string, AbortController>();

  /** Tries work on an assignment until another one of its sort takes its place, or it is withdrawn. */
  function attempt(
    of: Map<string, AbortController>,
    key: string,
    work: (signal: AbortSignal) => Promise<void>,
  ) {
    of.get(key)?.abort();
    const stop = new AbortController();
    of.set(key, stop);
    const signal = AbortSignal.any([closed, stop.signal]);
    const what = Symbol(key);
    const onState = (failure: unknown): void => way.waits(what, failure);
    void tryAgain(() => work(signal), { signal, onState }).then(() => {
      if (of.get(key) === stop) of.delete(key);
    });
  }

  function answer(body: AssignmentAnswer): void {
    const subject = `$KV.${buckets.answers}.${assignmentKey(station, body.assignment)}`;
    attempt(answers, body.assignment, () => way.publish({ subject, body }));
  }

  function tellRunning(assignment: string, detail: string): void {
    answer({
      format: 1,
      station,
      assignment,
      at: Date.now(),
      outcome: 'running',
      before: null,
      detail: detail.slice(0, longestDetail),
    });
  }

  async function fetch(from: NatsConnection, assignment: Assignment, signal: AbortSignal): Promise<void> {
    try {
      const found = await fetchModel(from, assignment, folder, signal);
      if (signal.aborted) {
        if ('file' in found) await rm(found.file, { force: true });
      } else if ('file' in found) send({ kind: 'fetched', assignment, file: found.file });
      else send({ kind: 'unfetched', assignment, reason: found.refused, detail: found.detail });
    } catch (error) {
      if (!signal.aborted) tellRunning(assignment.id, messageOf(error));
      throw error;
    }
  }

  return {
    connect(opened: NatsConnection): void {
      for (const former of fetches.values()) former.abort();
      fetches.clear();
      connection = opened;
      closed = untilClosed(opened);
    },
    fetch(assignment: Assignment): void {
      const from = connection;
      if (from === null || fetches.has(assignment.id)) return;
      tellRunning(assignment.id, '');
      attempt(fetches, assignment.id, (signal) => fetch(from, assignment, signal));
    },
    answer,
    /** Ends the fetch of a model that the plant has taken back. */
    withdraw(assignment: string): void {
      fetches.get(assignment)?.abort();
      fetches.delete(assignment);
      answers.get(assignment)?.abort();
    },
  };
}
