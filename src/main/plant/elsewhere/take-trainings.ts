import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JetStreamClient, JsMsg } from '@nats-io/jetstream';
import { Kvm } from '@nats-io/kv';
import type { NatsConnection } from '@nats-io/transport-node';
import { StationError } from '../../../shared/domain/station-error.ts';
import {
  trainingJobSchema,
  trainingTidingsSchema,
  type TrainingJob,
} from '../../../shared/plant/training.ts';
import {
  buckets,
  imagesObject,
  jobsConsumer,
  jobSubject,
  modelObject,
  streams,
  tidingsKey,
} from '../../../shared/plant/subjects.ts';
import { sha256OfFile } from '../../files/hash.ts';
import { fetchObject, putObject } from '../objects.ts';
import type { EndOfTraining } from './protocol.ts';
import type { TellTidings } from './tidings.ts';
import { unpackTraining, type OrderElsewhere } from './training-archive.ts';

/** Interval of signs of life, milliseconds. After three times as long without one, the queue gives the training again (`prepare.ts`). */
const signOfLifeMs = 20_000;
/** A training that was begun this often is refused, because it has probably crashed the station each time. */
const mostTries = 20;
/** How long one request to the queue waits, and the interval at which the offer to train is checked, milliseconds. */
const waitMs = 5000;
const lookMs = 1000;

export interface TakeTrainingsParts {
  readonly connection: NatsConnection;
  readonly client: JetStreamClient;
  readonly station: number;
  /** Folder of the images and models in transit. */
  readonly folder: string;
  /** Tells whether the station trains for others now. */
  readonly mayTake: () => boolean;
  readonly tell: TellTidings;
  /** Called with a training whose images have arrived in `folder`. */
  readonly onTraining: (job: string, folder: string, order: OrderElsewhere) => void;
  /** Called when nothing of a training is needed any more: its station has the outcome, or does not want it any more. */
  readonly onDone: (job: string) => void;
  readonly onFailure: (error: unknown) => void;
}

export interface TakenTrainings {
  /** Reports the outcome of the current training. */
  ended(job: string, end: EndOfTraining): void;
  /** Ends the current training if it is this one, which is not wanted any more. One that is taken later is looked up then. */
  over(job: string): void;
  /** Returns the station that wants a training; null for an unknown training. */
  wantedBy(job: string): number | null;
}

type Outcome = EndOfTraining | { readonly kind: 'over' };

/**
 * Takes other stations' trainings from the queue, one at a time. The queue keeps a training until its end is reported, and gives an
 * interrupted one again (decision 0146). Ends with the connection.
 */
export function takeTrainings(parts: TakeTrainingsParts): TakenTrainings {
  const { connection, client, station, folder, mayTake, tell, onTraining, onDone, onFailure } = parts;
  let current: { readonly job: TrainingJob; readonly settle: (outcome: Outcome) => void } | null = null;

  function read(message: JsMsg): TrainingJob | null {
    try {
      const job = trainingJobSchema.parse(message.json());
      const isOurs = job.trainer === station && jobSubject(station, job.station) === message.subject;
      return isOurs ? job : null;
    } catch {
      return null;
    }
  }

  /** @throws StationError if the images will never be usable; the error of NATS if they may arrive later */
  async function fetchImages(
    { id, images }: TrainingJob,
    to: string,
    signal: AbortSignal,
  ): Promise<OrderElsewhere> {
    const file = join(folder, `training-${randomUUID()}.zip`);
    try {
      const name = imagesObject(id);
      const refused = await fetchObject(connection, buckets.trainingObjects, name, file, images, signal);
      if (refused !== null) {
        const code = refused.reason === 'no-object' ? 'NOT_FOUND' : 'CORRUPT_FILE';
        throw new StationError(code, `The images of the training did not come: ${refused.detail}`);
      }
      return await unpackTraining(file, to);
    } finally {
      await rm(file, { force: true });
    }
  }

  /**
   * Tells whether the station that wanted a training has said that it is over, while this one was away or the training waited in the queue.
   * The host removes what was said once it has cleared up, which leaves a mark of the removal.
   */
  async function isOver({ id, station: from }: TrainingJob): Promise<boolean> {
    const bucket = await new Kvm(connection).open(buckets.jobs, { bindOnly: true });
    for await (const { operation, value } of await bucket.history({ key: tidingsKey(from, station, id) })) {
      if (operation !== 'PUT' || saysOver(value)) return true;
    }
    return false;
  }

  async function outcomeOf(job: TrainingJob, tries: number): Promise<Outcome> {
    if (tries > mostTries) {
      const message = `The training was begun ${mostTries} times and never came to its end.`;
      return { kind: 'failed', code: 'WORKER_FAILED', message };
    }
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    const settled = new AbortController();
    const settle = (outcome: Outcome): void => {
      resolve(outcome);
      settled.abort();
    };
    current = { job, settle };
    void connection.closed().then(() => settle({ kind: 'over' }));
    const to = join(folder, `training-${randomUUID()}`);
    try {
      if (await isOver(job)) return { kind: 'over' };
      const order = await fetchImages(job, to, settled.signal);
      settled.signal.throwIfAborted();
      onTraining(job.id, to, order);
      return await promise;
    } catch (error) {
      await rm(to, { recursive: true, force: true });
      if (settled.signal.aborted) return await promise;
      if (!(error instanceof StationError)) throw error;
      return { kind: 'failed', code: error.code, message: error.message };
    } finally {
      current = null;
    }
  }

  async function tellEnd({ id, station: to }: TrainingJob, outcome: EndOfTraining): Promise<void> {
    const at = Date.now();
    if (outcome.kind === 'failed') {
      const { code, message } = outcome;
      return tell(to, id, { state: 'failed', at, code, message: message.slice(0, 2000) });
    }
    const model = await sha256OfFile(outcome.file);
    await putObject(connection, buckets.trainingObjects, modelObject(id), outcome.file, model);
    await tell(to, id, { state: 'finished', at, model });
  }

  async function take(message: JsMsg): Promise<void> {
    const job = read(message);
    if (job === null) return message.term();
    const living = setInterval(() => message.working(), signOfLifeMs);
    try {
      const outcome = await outcomeOf(job, message.info.deliveryCount);
      if (connection.isClosed()) return;
      if (outcome.kind !== 'over') await tellEnd(job, outcome);
      if (await message.ackAck()) onDone(job.id);
    } catch (error) {
      onFailure(error);
      message.nak(signOfLifeMs);
    } finally {
      clearInterval(living);
    }
  }

  async function run(): Promise<void> {
    while (!connection.isClosed()) {
      try {
        if (mayTake()) {
          const consumer = await client.consumers.get(streams.jobs.name, jobsConsumer(station));
          const message = await consumer.next({ expires: waitMs });
          if (message !== null) await take(message);
          continue;
        }
      } catch (error) {
        if (!connection.isClosed()) onFailure(error);
      }
      await sleep(lookMs);
    }
  }

  void run();
  return {
    ended(job, end) {
      if (current?.job.id === job) current.settle(end);
    },
    over(job) {
      if (current?.job.id === job) current.settle({ kind: 'over' });
    },
    wantedBy: (job) => (current?.job.id === job ? current.job.station : null),
  };
}

function saysOver(value: Uint8Array): boolean {
  try {
    return trainingTidingsSchema.parse(JSON.parse(new TextDecoder().decode(value))).state === 'over';
  } catch {
    return false;
  }
}
