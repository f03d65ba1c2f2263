import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { modelFileEnding } from '../../../shared/contract/models.ts';
import type { DeviceUsed } from '../../../shared/contract/training-device.ts';
import { risingTime } from '../../host/rising-time.ts';
import { toldFailure } from '../../host/told-failure.ts';
import { packModel } from '../../models/model-file.ts';
import { filesOfModel } from '../../models/store.ts';
import type { TrainingService } from '../../training/service.ts';
import type { FromLink, ToLink } from '../protocol.ts';
import type { EndOfTraining } from './protocol.ts';

type Given = Extract<FromLink, { kind: 'training' }>;

export interface GivenTrainingsParts {
  readonly training: Pick<TrainingService, 'forOther'>;
  /** Work in progress; emptied when the station starts. */
  readonly jobsFolder: string;
  /** Sends a message to the link process. It may be lost: the queue gives a training again if nobody reports its end. */
  readonly send: (message: ToLink) => void;
}

export type GivenTrainings = ReturnType<typeof createGivenTrainings>;

/** Shortest time between two reports of a training's progress, milliseconds. */
const tellMs = 1000;

/** Trainings that this station does for others. */
export function createGivenTrainings({ training, jobsFolder, send }: GivenTrainingsParts) {
  const running = new Map<string, AbortController>();
  /** Ended trainings whose end may have to be reported again, with the folders of their models. */
  const ends = new Map<string, { readonly end: EndOfTraining; readonly folder: string }>();

  async function train({ job, order, folder: images }: Given, signal: AbortSignal): Promise<void> {
    const folder = join(jobsFolder, `for-other-${randomUUID()}`);
    const output = join(folder, 'model');
    const tell = teller((progress) => send({ kind: 'training-progress', job, progress }));
    let end: EndOfTraining;
    try {
      tell({ phase: 'waiting', progress: 0, etaSeconds: null });
      await training.forOther(
        { ...order, extendedModelFolder: null, outputFolder: output },
        {
          onProgress: tell,
          onDevice: tell.device,
          onAnew: () => undefined,
          onLoss: () => undefined,
        },
        signal,
      );
      const file = join(folder, `model${modelFileEnding}`);
      await packModel(output, await filesOfModel(output), file);
      end = { kind: 'finished', file };
    } catch (error) {
      const { code, message } = toldFailure(error);
      end = { kind: 'failed', code, message: message.slice(0, 2000) };
    } finally {
      await rm(images, { recursive: true, force: true });
    }
    running.delete(job);
    if (signal.aborted) return rm(folder, { recursive: true, force: true });
    ends.set(job, { end, folder });
    send({ kind: 'training-ended', job, end });
  }

  return {
    /** @throws the file system's error */
    async take(given: Given): Promise<void> {
      const { job, folder } = given;
      const known = ends.get(job);
      if (known !== undefined) send({ kind: 'training-ended', job, end: known.end });
      if (known !== undefined || running.has(job)) return rm(folder, { recursive: true, force: true });
      const stop = new AbortController();
      running.set(job, stop);
      await train(given, stop.signal);
    },

    /** Removes everything of a training that is not needed any more. */
    async done(job: string): Promise<void> {
      running.get(job)?.abort();
      const known = ends.get(job);
      ends.delete(job);
      if (known !== undefined) await rm(known.folder, { recursive: true, force: true });
    },

    /** Counts the trainings that run or wait. */
    count: (): number => running.size,

    close(): void {
      for (const stop of running.values()) stop.abort();
    },
  };
}

type Progress = Extract<ToLink, { kind: 'training-progress' }>['progress'];

/** Returns a function that reports progress at most once a second, but a new phase at once. */
function teller(send: (progress: Progress) => void) {
  let last: Progress = { phase: 'waiting', progress: 0, etaSeconds: null, device: null };
  let toldAt = Number.NEGATIVE_INFINITY;
  function tell({ phase, progress, etaSeconds }: Omit<Progress, 'device'>): void {
    const isNew = phase !== last.phase;
    last = { ...last, phase, progress, etaSeconds };
    if (!isNew && risingTime() - toldAt < tellMs) return;
    toldAt = risingTime();
    send(last);
  }
  tell.device = (device: DeviceUsed): void => {
    last = { ...last, device };
    send(last);
  };
  return tell;
}
