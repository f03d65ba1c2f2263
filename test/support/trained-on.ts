import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { evaluate } from '../../src/main/evaluation/evaluate.ts';
import { headlessHost } from '../../src/main/host/headless-host.ts';
import { backboneFile, program, resourcesFolder } from '../../src/main/host/program-folder.ts';
import type { TestImage } from '../../src/main/images/test-folder.ts';
import { createInferenceProcess } from '../../src/main/inference/inference-process.ts';
import { pixelsOf } from '../../src/main/inference/pixels.ts';
import { startTrainingRun } from '../../src/main/training/training-run.ts';
import type { EvaluationResult } from '../../src/shared/contract/models.ts';
import { trainingChoicesSchema } from '../../src/shared/contract/training.ts';
import type { FamilyName, Preset } from '../../src/shared/domain/families.ts';
import { wholePicture } from '../../src/shared/domain/region.ts';
import { ownRegionLimits } from '../../src/shared/domain/verdict.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { trainingImages } from './training-images.ts';

interface HowTrained {
  readonly family: FamilyName;
  readonly preset: Preset;
  /** The preset's epochs when left out. */
  readonly epochs?: number;
}

/** Trains on a folder of good images as the station does, and evaluates the model at its own limits. */
export async function trainedOn(
  good: string,
  tested: readonly TestImage[],
  { family, preset, epochs }: HowTrained,
): Promise<EvaluationResult> {
  const outputFolder = join(temporaryFolder(), 'model');
  mkdirSync(outputFolder);
  const { finished } = startTrainingRun(
    headlessHost(),
    {
      modelId: randomUUID(),
      productId: randomUUID(),
      productName: 'Product',
      family,
      preset,
      epochs: epochs ?? null,
      seed: 0,
      choices: trainingChoicesSchema.parse({}),
      area: wholePicture,
      extendedModelFolder: null,
      images: await trainingImages(good),
      teachersFolder: join(resourcesFolder(program()), 'teachers'),
      backboneFile: backboneFile(resourcesFolder(program())),
      outputFolder,
    },
    { onDevice: () => undefined, onProgress: () => undefined, onLoss: () => undefined },
  );
  const card = await finished;
  const inference = createInferenceProcess(headlessHost());
  onTestFinished(() => inference.close());
  const model = { modelId: card.id, graph: join(outputFolder, 'model.onnx') };
  return evaluate(
    tested,
    { ...card.thresholds, ...ownRegionLimits },
    {
      run: (frame) => inference.run(model, pixelsOf(frame)),
      onImage: () => undefined,
      signal: new AbortController().signal,
    },
  );
}
