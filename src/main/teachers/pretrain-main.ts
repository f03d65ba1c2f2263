import path from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { loadTensorFlow } from '../networks/tensorflow/load-tensorflow.ts';
import { runPretraining } from './pretrain.ts';
import { pretrainingSettingsSchema } from './pretraining-settings.ts';
import { progressLine } from './progress-line.ts';
import { runtimeVersions } from './runtime-versions.ts';

const usage = `Usage: node src/main/teachers/pretrain-main.ts --images DIR --to DIR (--steps N | --minutes M)
  [--receptive-field 17|33|65] [--width compact|paper] [--seed N] [--batch N] [--crop PIXELS] [--learning-rate X]
  [--lambda-k X] [--lambda-m X] [--lambda-c X] [--checkpoint-steps N] [--backbone FILE] [--data TEXT] [--resume]`;

/** Steps from one line to the next. */
const linesEvery = 50;

const option = { type: 'string' } as const;

const print = (line: string) => process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      images: option,
      to: option,
      steps: option,
      minutes: option,
      'receptive-field': option,
      width: option,
      seed: option,
      batch: option,
      crop: option,
      'learning-rate': option,
      'lambda-k': option,
      'lambda-m': option,
      'lambda-c': option,
      'checkpoint-steps': option,
      backbone: option,
      data: option,
      resume: { type: 'boolean' },
    },
  });
  if (values.images === undefined || values.to === undefined) throw new StationError('BAD_INPUT', usage);
  const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));
  const parsed = pretrainingSettingsSchema.safeParse({
    receptiveField: number(values['receptive-field']),
    width: values.width,
    steps: number(values.steps),
    minutes: number(values.minutes),
    seed: number(values.seed),
    batchSize: number(values.batch),
    cropSize: number(values.crop),
    learningRate: number(values['learning-rate']),
    lambdaK: number(values['lambda-k']),
    lambdaM: number(values['lambda-m']),
    lambdaC: number(values['lambda-c']),
    checkpointSteps: number(values['checkpoint-steps']),
  });
  if (!parsed.success) {
    throw new StationError('BAD_INPUT', `${parsed.error.issues[0]?.message ?? ''}\n${usage}`);
  }

  const tf = loadTensorFlow();
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  process.once('SIGTERM', () => stop.abort());
  const card = await runPretraining({
    tf,
    settings: parsed.data,
    images: values.images,
    dataDescription: values.data ?? 'natural images',
    backbone:
      values.backbone ??
      path.join(import.meta.dirname, '../../../resources/backbone/efficientnet-lite0.onnx'),
    output: values.to,
    resume: values.resume ?? false,
    versions: runtimeVersions(tf),
    onProgress: (progress) => {
      if (progress.step % linesEvery === 0) print(progressLine(progress));
    },
    signal: stop.signal,
  });
  print(`Teacher ${card.id}: ${card.steps} steps, ${card.weights.bytes} bytes of weights`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
});
