import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { StationError } from '../../../shared/domain/station-error.ts';
import { loadTensorFlow } from '../../networks/tensorflow/load-tensorflow.ts';
import { runPretraining } from '../../teachers/pretrain.ts';
import {
  pretrainingSettingsSchema,
  type PretrainingSettings,
} from '../../families/patch/pretraining-settings.ts';
import { cardFile, weightsFile } from '../../families/patch/teacher-card.ts';
import { progressLine } from '../../teachers/progress-line.ts';
import { runtimeVersions } from '../../learning/runtime-versions.ts';
import { shippedBackbone } from '../shipped-backbone.ts';
import type { Terminal } from '../terminal.ts';
import { reportOn, type TeacherReportOptions } from './teacher-report.ts';

export interface PretrainOptions {
  /** Folder of natural images. */
  readonly images: string;
  /** Folder of the teacher; its name is the teacher's id. */
  readonly to: string;
  readonly resume: boolean;
  /** Description of the images, for the card. */
  readonly data: string;
  /** Whether to write the teacher's report at the end. */
  readonly report: boolean;
  /** The network to distil from; the shipped network if left out. */
  readonly backbone?: string;
  readonly steps?: number;
  readonly minutes?: number;
  readonly receptiveField?: number;
  readonly width?: string;
  readonly seed?: number;
  readonly batch?: number;
  readonly crop?: number;
  readonly target?: string;
  readonly magnification: number;
  readonly patches?: number;
  readonly learningRate?: number;
  readonly lambdaK?: number;
  readonly lambdaM?: number;
  readonly lambdaC?: number;
  readonly checkpointSteps?: number;
}

/** Pretrains a teacher; an interruption saves a checkpoint from which the command can resume. */
export async function pretrain(
  terminal: Terminal,
  signal: AbortSignal,
  { images, to, resume, data, report, backbone, ...settings }: PretrainOptions,
): Promise<void> {
  const checked = checkSettings(settings);
  if (!resume) leaveTeacher(to);
  const tf = loadTensorFlow();
  let speed = 0;
  const card = await runPretraining({
    tf,
    settings: checked,
    images,
    dataDescription: data,
    backbone: backbone ?? shippedBackbone(),
    output: to,
    resume,
    versions: runtimeVersions(tf),
    onProgress: (progress) => {
      speed = progress.imagesPerSecond;
      terminal.progress(progressLine(progress));
    },
    signal,
  });
  terminal.print(`Teacher ${card.id} in ${to}: ${card.steps} steps, ${card.weights.bytes} bytes of weights`);
  const source = { images, seed: checked.seed, ...(backbone !== undefined && { backbone }) };
  const file = report ? await reportIfPossible(terminal, signal, { teacher: to, ...source }) : null;
  terminal.printJson({
    teacher: card.id,
    folder: to,
    steps: card.steps,
    imagesPerSecond: speed,
    report: file,
  });
}

/** Refuses to replace a teacher, because making one takes days. @throws StationError ALREADY_EXISTS */
function leaveTeacher(folder: string): void {
  const found = [cardFile, weightsFile].find((file) => existsSync(join(folder, file)));
  if (found === undefined) return;
  throw new StationError(
    'ALREADY_EXISTS',
    `“${join(folder, found)}” is there already. Go on with that teacher by --resume, or choose another folder.`,
  );
}

/** Writes the report; if that fails, notes it without failing, because the teacher is complete. */
async function reportIfPossible(
  terminal: Terminal,
  signal: AbortSignal,
  options: TeacherReportOptions,
): Promise<string | null> {
  try {
    const { file } = await reportOn(terminal, signal, options);
    terminal.print(`Report: ${file}`);
    return file;
  } catch (error) {
    if (!(error instanceof StationError)) throw error;
    terminal.note(`There is no report. ${error.message}`);
    return null;
  }
}

function checkSettings({
  batch,
  crop,
  ...settings
}: Omit<PretrainOptions, 'images' | 'to' | 'resume' | 'data' | 'report' | 'backbone'>): PretrainingSettings {
  const parsed = pretrainingSettingsSchema.safeParse({ ...settings, batchSize: batch, cropSize: crop });
  if (parsed.success) return parsed.data;
  throw new StationError('BAD_INPUT', parsed.error.issues.map((issue) => issue.message).join(' '));
}
