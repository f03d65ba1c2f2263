import { z } from 'zod';
import { trainingLabel } from '../../../shared/contract/datasets.ts';
import type { Model } from '../../../shared/contract/models.ts';
import type { Product } from '../../../shared/contract/products.ts';
import type { FamilyName, Preset } from '../../../shared/domain/families.ts';
import type { Job, TrainingChoices, TrainingPhase } from '../../../shared/contract/training.ts';
import type { TrainingDevice } from '../../../shared/domain/training-device.ts';
import type { DataNote } from '../../../shared/domain/data-notes.ts';
import { partSpreadSchema } from '../../../shared/domain/part-spread.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import { listForImport } from '../../datasets/import-listing.ts';
import { findProduct, type CommandContext } from '../command-context.ts';
import { sampleBitsSchema, wholeSample } from '../../images/sample-bits.ts';
import { printNotes } from '../print-notes.ts';
import { deviceText } from '../device-text.ts';
import { findTrainer } from '../find-trainer.ts';
import { keepSmallestDefect, type GivenSmallestDefect } from '../smallest-defect.ts';
import { spreadText } from '../spread-text.ts';
import { takeOverText } from '../take-over-text.ts';
import { counted, percent, timeLeft } from '../text.ts';

export interface TrainOptions {
  /** Folder of good images. */
  readonly images: string;
  /** The product's name; the product is made if it does not exist. */
  readonly name: string;
  /** Kinds of a labelled folder that count as good besides `good`. */
  readonly goodKinds?: string[];
  readonly family?: FamilyName;
  readonly preset?: Preset;
  /** Stored with the product; picks the preset if neither family nor preset is named. */
  readonly smallestDefect?: GivenSmallestDefect;
  readonly epochs?: number;
  readonly seed?: number;
  readonly receptiveFields?: NonNullable<TrainingChoices['receptiveFields']>;
  readonly falseRejectRates?: NonNullable<TrainingChoices['falseRejectRates']>;
  readonly precision?: NonNullable<TrainingChoices['precision']>;
  readonly device?: TrainingDevice;
  /** Whether to align shifted or turned parts. */
  readonly align?: true;
  /** Whether to keep the active model's students and add only the missing receptive fields. */
  readonly extend?: true;
  /** Name or number of the plant's training station to use; a person then activates the model. */
  readonly trainer?: string;
  /** Whether the active model stays unless the new model is better. */
  readonly takeOver?: true;
}

const cardSchema = z.object({
  sampleBits: sampleBitsSchema.optional(),
  alignment: z.object({ spread: partSpreadSchema }).optional(),
});

const phaseNames = {
  waiting: 'waiting',
  'reading-images': 'reading images',
  'teacher-descriptors': 'teacher descriptors',
  memory: 'memory',
  students: 'students',
  'validation-statistics': 'validation statistics',
  export: 'export',
  comparison: 'comparing with the active model',
  finished: 'finished',
} as const satisfies Record<TrainingPhase, string>;

/** Imports good images, trains a model on all of the product's, and activates it: at once, or only if it is better. */
export async function train(context: CommandContext, options: TrainOptions): Promise<void> {
  const { client, terminal } = context;
  const existing = await findProduct(client, options.name);
  // A mistyped folder must not leave an empty product behind, not even an archived one.
  if (!existing) await listForImport(options.images, trainingLabel);
  const product = existing ?? (await client.products.create({ name: options.name }));
  let imported: ImportedImages;
  try {
    imported = await importImages(context, product, options.images, options.goodKinds);
  } catch (error) {
    if (!existing) await client.products.archive({ id: product.id });
    throw error;
  }
  const { images: folder, name, extend, trainer: wanted, goodKinds: _, ...given } = options;
  const { smallestDefect, ...settings } = given;
  const asked = smallestDefect ? await keepSmallestDefect(context, product, smallestDefect) : null;
  const picked = settings.family === undefined && asked !== null ? { preset: asked } : {};
  const trainer = wanted === undefined ? null : await findTrainer(context, wanted);
  const extendsModelId = extend ? product.activeModelId : null;
  if (extend && extendsModelId === null) {
    throw new StationError(
      'NO_ACTIVE_MODEL',
      `“${name}” has no active model to extend. Train one without --extend.`,
    );
  }
  terminal.note(`Training “${name}” with the good images of ${folder}`);
  const job = await runJob(
    context,
    await client.training.start({ productId: product.id, ...picked, ...settings, extendsModelId, trainer }),
  );
  if (job.modelId === null) throw new Error(`Training ${job.id} completed without a model`);
  const model = await finished(context, product, job.modelId, trainer === null && job.takeOver === null);
  await printTrained(context, product, { job, model, imported });
}

interface Trained {
  readonly job: Job;
  readonly model: Model;
  readonly imported: ImportedImages;
}

async function printTrained(
  { client, terminal }: CommandContext,
  product: Product,
  { job, model, imported }: Trained,
): Promise<void> {
  const seconds = Math.round(((job.finishedAt ?? 0) - (job.startedAt ?? 0)) / 1000);
  const { thresholds, trainingImages, validationImages } = model;
  terminal.print(
    `Model ${model.id} of “${product.name}” is ${model.active ? 'active' : 'there'}: ${trainingImages} training and ${validationImages} ` +
      `validation images, review from ${thresholds.review.toFixed(3)}, defect from ${thresholds.defect.toFixed(3)}, ${seconds} s`,
  );
  const { sampleBits, alignment } = cardSchema.parse(await client.models.card({ modelId: model.id }));
  if (sampleBits !== undefined && sampleBits < wholeSample) {
    terminal.note(`Its 16-bit pictures fill ${sampleBits} bits; the model reads all pictures in that range.`);
  }
  if (alignment) terminal.note(spreadText(alignment.spread));
  if (job.device) terminal.note(deviceText(job.device));
  if (job.takeOver) terminal.print(takeOverText(job.takeOver));
  terminal.printJson({
    product: product.name,
    productId: product.id,
    modelId: model.id,
    jobId: job.id,
    ...imported,
    trainingImages,
    validationImages,
    thresholds,
    seconds,
    active: model.active,
    ...(alignment ? { spread: alignment.spread } : {}),
    ...(job.device ? { device: job.device } : {}),
    ...(job.takeOver ? { takeOver: job.takeOver } : {}),
  });
}

/** Returns the finished model. @param activates whether to activate it here */
async function finished(
  { client }: CommandContext,
  { id, name }: Product,
  modelId: string,
  activates: boolean,
): Promise<Model> {
  if (activates) return client.models.activate({ modelId });
  const model = (await client.models.list({ productId: id })).find((other) => other.id === modelId);
  if (model) return model;
  throw new StationError('NOT_FOUND', `The model that was trained for “${name}” is gone. Train again.`);
}

interface ImportedImages {
  readonly imported: number;
  readonly duplicates: number;
  readonly skipped: number;
  readonly notes: DataNote[];
}

async function importImages(
  { client, terminal, signal }: CommandContext,
  { id, name }: Product,
  folder: string,
  goodKinds: string[] | undefined,
): Promise<ImportedImages> {
  const input = { productId: id, folder, ...(goodKinds ? { goodKinds } : {}) };
  for await (const event of await client.datasets.importFolder(input, { signal })) {
    if (event.kind === 'progress') terminal.progress(`Importing images: ${event.done} of ${event.total}`);
    else if (event.kind === 'skipped') terminal.note(`Skipped: ${event.file.message}`);
    else {
      const { imported, duplicates, notes } = event;
      terminal.note(`“${name}”: ${counted(imported, 'image')} imported, ${duplicates} there already`);
      printNotes(terminal, notes);
      return { imported, duplicates, skipped: event.skipped.length, notes };
    }
  }
  throw new StationError('CANCELLED', 'The import ended before it was finished.');
}

/** Waits for the job's end; an interruption cancels the job and waits until it has ended cleanly. */
async function runJob({ client, terminal, signal }: CommandContext, { id }: Job): Promise<Job> {
  const cancel = (): void => {
    terminal.note('Cancelling the training …');
    void client.training.cancel({ jobId: id }).catch(() => undefined);
  };
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  try {
    let last: Job | null = null;
    for await (const event of await client.training.watch({ jobId: id })) {
      if (event.kind !== 'job') continue;
      last = event.job;
      const { phase, progress, etaSeconds } = event.job;
      if (last.state === 'running') {
        terminal.progress(`Training: ${percent(progress)}, ${phaseNames[phase]}${timeLeft(etaSeconds)}`);
      }
    }
    if (last?.state === 'completed') return last;
    if (last?.reason) throw new StationError(last.reason.code, last.reason.message);
    throw new StationError('CANCELLED', 'The training was cancelled.');
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
