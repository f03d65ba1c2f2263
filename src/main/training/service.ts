import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EventPublisher } from '@orpc/server';
import type { Model } from '../../shared/contract/models.ts';
import type { Product } from '../../shared/contract/products.ts';
import {
  trainingChoicesSchema,
  trainingRequestSchema,
  type Job,
  type PresetDescription,
  type TrainingEvent,
  type TrainingRequest,
} from '../../shared/contract/training.ts';
import type { TakeOver } from '../../shared/contract/take-over-outcome.ts';
import type { User } from '../../shared/domain/role.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { isDatabaseBusy, mayWorkLater } from '../database/database-busy.ts';
import type { PatientWriter } from '../database/patient-writer.ts';
import { aMoment, whenFree, type GoesOn } from '../database/when-free.ts';
import type { Host } from '../host/host.ts';
import type { ReportBug } from '../host/served-station.ts';
import type { StationChanges } from '../station/changes.ts';
import { ensureInUse } from '../products/ensure-in-use.ts';
import type { TrainingImage } from '../learning/training-image.ts';
import { endOf, endingOrphans, namedFailure, undecided } from './job-end.ts';
import type { JobEnd, JobRepository } from './job-repository.ts';
import { describePresets, familyRegistry } from '../families/registry.ts';
import type { NetworkPlaces } from '../learning/network-places.ts';
import { requireChoices, requireElsewhere, requireExtensible, resolvePreset } from './family-request.ts';
import { createJobsElsewhere } from './jobs-elsewhere.ts';
import { minimumImages } from '../learning/split.ts';
import { ordinaryGpu } from '../learning/training-device.ts';
import type { DecideTakeOver } from './decide-take-over.ts';
import { orderOfJob } from './order-of-job.ts';
import { createPartSpread } from './part-spread/part-spread.ts';
import { trainOnDevice, type TrainingListener } from './train-on-device.ts';
import { trainForOther, type OrderOfOther } from './train-for-other.ts';
import { createTrainers } from './trainers.ts';
import { watchJob } from './watch-job.ts';
import { cancellation } from './training-run.ts';

export interface TrainingServiceParts {
  readonly jobs: JobRepository;
  readonly host: Host;
  readonly changes: StationChanges;
  readonly products: { get(id: string): Product };
  readonly datasets: { imagesForTraining(productId: string): readonly TrainingImage[] };
  /** `register` takes over a finished model's folder. */
  readonly models: {
    register(folder: string, forProduct: undefined, goesOn: GoesOn): Promise<unknown>;
    get(modelId: string): Model;
    folderOf(modelId: string): string;
  };
  /** Writer that waits for the database, so that hours of training are not lost because another program holds it. */
  readonly patient: Pick<PatientWriter, 'write'>;
  readonly takeOver: DecideTakeOver;
  /** Folder of the jobs' work in progress; one folder for each job. */
  readonly jobsFolder: string;
  readonly networks: NetworkPlaces;
  /** Path of the station's database, for messages. */
  readonly databaseFile: string;
  readonly report: ReportBug;
}

export type TrainingService = ReturnType<typeof createTrainingService>;

/**
 * Runs training jobs one at a time, each in a process of its own. A job's folder is removed whatever its outcome; the jobs of a killed
 * station are failed and their folders removed at start.
 */
export function createTrainingService(parts: TrainingServiceParts) {
  const { jobs, changes, patient } = parts;
  const trainers = createTrainers(changes);
  const partSpread = createPartSpread(parts);
  const events = new EventPublisher<Record<string, TrainingEvent>>();
  let current: { readonly id: string; cancel(): void } | null = null;
  let working: Promise<void> = Promise.resolve();
  let closing = false;

  /** A training waits for the database without limit, but only a moment once the station is closing. */
  const goesOn: GoesOn = (waitedMs) => !closing || aMoment(waitedMs);

  function find(id: string): Job {
    const job = jobs.find(id);
    if (job) return job;
    throw new StationError('NOT_FOUND', 'The training does not exist. Reload the list.', id);
  }

  /** Sends a job's state to everybody who watches it. */
  function tell(id: string): Job {
    const job = find(id);
    events.publish(id, { kind: 'job', job });
    return job;
  }

  function end(id: string, how: JobEnd): void {
    if (!jobs.finish(id, how, Date.now())) return;
    const { productId } = tell(id);
    changes.publish({ kind: 'jobs', productId });
    changes.publish({ kind: 'status' });
  }

  /** Ends of jobs that could not be written yet because the disk is full. */
  const owed = new Map<string, JobEnd>();

  async function work(): Promise<void> {
    await writeOwed();
    for (let job = jobs.nextQueued(); job !== null && !closing; job = jobs.nextQueued()) {
      const { id } = job;
      if (!(await whenFree(() => jobs.start(id, Date.now()), goesOn))) continue;
      // From here on the job can be cancelled, even before its process exists.
      const stop = new AbortController();
      current = { id: job.id, cancel: () => stop.abort() };
      changes.publish({ kind: 'jobs', productId: job.productId });
      changes.publish({ kind: 'status' });
      owed.set(job.id, await perform(tell(job.id), stop.signal));
      current = null;
      await writeOwed();
    }
  }

  async function writeOwed(): Promise<void> {
    for (const [id, how] of owed) {
      await whenFree(() => end(id, how), goesOn, mayWorkLater);
      owed.delete(id);
    }
  }

  async function perform(job: Job, signal: AbortSignal): Promise<JobEnd> {
    const folder = join(parts.jobsFolder, job.id);
    try {
      await mkdir(folder, { recursive: true });
      if (signal.aborted) throw cancellation();
      const modelId = randomUUID();
      const run = trainOnDevice(parts.host, orderOfJob(job, parts, { modelId, outputFolder: folder }), {
        onProgress: ({ phase, progress, etaSeconds }) => {
          patient.write(() => jobs.advance(job.id, phase, progress, etaSeconds));
          tell(job.id);
        },
        onDevice: (used) => {
          patient.write(() => jobs.setDevice(job.id, used));
          tell(job.id);
        },
        onAnew: () => {
          patient.write(() => jobs.forgetLosses(job.id));
          events.publish(job.id, { kind: 'anew' });
        },
        onLoss: ({ point }) => {
          patient.write(() => jobs.addLoss(job.id, point));
          events.publish(job.id, { kind: 'loss', point });
        },
      });
      signal.addEventListener('abort', () => run.cancel(), { once: true });
      await run.finished;
      await parts.models.register(folder, undefined, goesOn);
      return {
        state: 'completed',
        modelId,
        takeOver: job.choices.takeOver ? await compare(job, modelId, signal) : null,
      };
    } catch (error) {
      return endOf(namedFailure(error, folder, parts.databaseFile));
    } finally {
      // Remaining files are removed at the next start.
      await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    }
  }

  /** Decides whether a finished model takes over; the model exists in any case. */
  async function compare(job: Job, modelId: string, signal: AbortSignal): Promise<TakeOver> {
    try {
      await whenFree(() => jobs.beginComparison(job.id, modelId), goesOn);
      tell(job.id);
      const user = { name: job.startedBy };
      return await parts.takeOver({ productId: job.productId, modelId, user }, signal, (seconds) => {
        patient.write(() => jobs.advance(job.id, 'comparison', 1, seconds));
        tell(job.id);
      });
    } catch (error) {
      return undecided(namedFailure(error, parts.databaseFile, parts.databaseFile));
    }
  }

  return {
    /**
     * Fails and removes the jobs of a killed station. Call it once, at start. If another program holds the database, the station still
     * starts, and the next training waits until this is done.
     */
    async recover(): Promise<void> {
      const clear = endingOrphans(jobs);
      try {
        clear();
      } catch (error) {
        if (!isDatabaseBusy(error)) throw error;
        working = whenFree(clear, goesOn).catch((later: unknown) => parts.report(later, 'training'));
      }
      await rm(parts.jobsFolder, { recursive: true, force: true });
      await mkdir(parts.jobsFolder, { recursive: true });
    },

    presets: (): Promise<PresetDescription[]> => describePresets(parts.networks),

    /** Measures how far parts' positions differ. @throws StationError as `createPartSpread` */
    partSpread: partSpread.find,

    /** @throws StationError NOT_FOUND, CONFLICT (archived), TOO_FEW_IMAGES, NO_TEACHER, BAD_INPUT */
    async start(request: TrainingRequest, user: User): Promise<Job> {
      const { productId, epochs = null, seed, ...asked } = trainingRequestSchema.parse(request);
      const { family, preset } = resolvePreset(asked.family, asked.preset);
      const choices = trainingChoicesSchema.parse(asked);
      requireChoices(family, { ...choices, epochs });
      const product = parts.products.get(productId);
      ensureInUse(product);
      if (product.imageCount < minimumImages) {
        throw new StationError(
          'TOO_FEW_IMAGES',
          `“${product.name}” has ${product.imageCount} good images; at least ${minimumImages} are needed, 20 or more ` +
            'are recommended. Add good images, then train again.',
        );
      }
      if (choices.extendsModelId !== null) {
        requireExtensible(parts.models.get(choices.extendsModelId), product, family);
      }
      if (choices.trainer === null) {
        const missing = await familyRegistry[family].missing(parts.networks, preset, choices);
        if (missing !== null) throw new StationError('NO_TEACHER', missing);
      } else {
        requireElsewhere(choices);
        trainers.require(choices.trainer.station);
      }
      const id = randomUUID();
      jobs.insert({
        id,
        productId,
        family,
        preset,
        epochs,
        seed,
        choices,
        startedBy: user.name,
        createdAt: Date.now(),
      });
      changes.publish({ kind: 'jobs', productId });
      // The next job starts whatever the outcome of this one.
      working = working.then(work).catch((error: unknown) => parts.report(error, 'training'));
      return find(id);
    },

    /** Stops a job; an ended job stays as it is. @throws StationError NOT_FOUND */
    cancel(jobId: string): Job {
      const job = find(jobId);
      if (current?.id === jobId) current.cancel();
      else if (job.state === 'queued' || job.choices.trainer !== null) end(jobId, { state: 'cancelled' });
      return find(jobId);
    },

    list: (productId?: string): Job[] => jobs.list(productId ?? null),

    get: find,

    /** Yields the job and its loss curve so far, then its events until it has ended. */
    watch: (jobId: string, signal?: AbortSignal): AsyncGenerator<TrainingEvent> =>
      watchJob({ find, losses: jobs.losses, events }, jobId, signal),

    /** Other stations that train for this one. */
    trainers,

    /** Jobs that run on other stations. */
    elsewhere: createJobsElsewhere({ jobs, patient, tell, end }),

    /** Makes a job's order, always the same for the same job, without an output folder. */
    orderOf: (job: Job) => orderOfJob(job, parts, { modelId: job.id, outputFolder: '' }),

    /** Runs another station's order, in turn with the station's own trainings. @throws as `trainForOther` */
    async forOther(order: OrderOfOther, listener: TrainingListener, signal: AbortSignal): Promise<void> {
      const done = working.then(() => trainForOther(parts, order, listener, signal));
      working = done.catch(() => undefined);
      await done;
    },

    counts: () => ({ running: jobs.count('running'), queued: jobs.count('queued'), gpu: ordinaryGpu() }),

    /** Cancels running and waiting jobs. */
    async close(): Promise<void> {
      closing = true;
      partSpread.close();
      current?.cancel();
      for (const { id, state, choices } of jobs.list(null)) {
        if (state !== 'queued' || choices.trainer !== null) continue;
        // A job that stays queued fails at the next start.
        await whenFree(() => end(id, { state: 'cancelled' })).catch((error: unknown) =>
          parts.report(error, 'training'),
        );
      }
      await working;
    },
  };
}
