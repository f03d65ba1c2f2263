import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { evaluate } from '../../src/main/evaluation/evaluate.ts';
import { readTestFolder } from '../../src/main/images/test-folder.ts';
import { headlessHost } from '../../src/main/host/headless-host.ts';
import { backboneFile, program, resourcesFolder } from '../../src/main/host/program-folder.ts';
import { createInferenceProcess } from '../../src/main/inference/inference-process.ts';
import { pixelsOf } from '../../src/main/inference/pixels.ts';
import { startTrainingRun } from '../../src/main/training/training-run.ts';
import { hasStationData, needsStationData, stationData } from '../support/station-data.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { trainingChoicesSchema } from '../../src/shared/contract/training.ts';
import { wholePicture } from '../../src/shared/domain/region.ts';
import { ownRegionLimits } from '../../src/shared/domain/verdict.ts';
import { trainingImages } from '../support/training-images.ts';

const signal = new AbortController().signal;

/** Far below what `docs/results.md` reports, far above chance: a broken method falls through, noise does not. */
const trained = [
  { family: 'patch', preset: 'quick', least: { imageAuroc: 0.75, pixelAuroc: 0.8, auPro: 0.6 } },
  { family: 'memory', preset: 'thorough', least: { imageAuroc: 0.95, pixelAuroc: 0.95, auPro: 0.9 } },
  { family: 'pyramid', preset: 'joined', least: { imageAuroc: 0.85, pixelAuroc: 0.93, auPro: 0.85 } },
] as const;

describe.skipIf(!hasStationData)(`cookie, what is shipped ${needsStationData}`, () => {
  it.each(trained)(
    'with the preset $preset: finds cracked biscuits and where they are cracked, after a training on good ones alone',
    { timeout: 20 * 60_000 },
    async ({ family, preset, least }) => {
      const good = join(stationData, 'cookie', 'train', 'good');
      const outputFolder = join(temporaryFolder(), 'model');
      mkdirSync(outputFolder);
      const { finished } = startTrainingRun(
        headlessHost(),
        {
          modelId: randomUUID(),
          productId: randomUUID(),
          productName: 'Cookie',
          family,
          preset,
          epochs: null,
          seed: 0,
          choices: trainingChoicesSchema.parse({}),
          area: wholePicture,
          extendedModelFolder: null,
          images: await trainingImages(good),
          teachersFolder: join(resourcesFolder(program()), 'teachers'),
          backboneFile: backboneFile(resourcesFolder(program())),
          outputFolder,
        },
        { onProgress: () => undefined, onLoss: () => undefined },
      );
      const card = await finished;
      const inference = createInferenceProcess(headlessHost(), () => undefined);
      onTestFinished(() => inference.close());
      const model = { modelId: card.id, graph: join(outputFolder, 'model.onnx') };
      const result = await evaluate(
        await readTestFolder(join(stationData, 'cookie')),
        { ...card.thresholds, ...ownRegionLimits },
        {
          run: (frame) => inference.run(model, pixelsOf(frame)),
          onImage: () => undefined,
          signal,
        },
      );
      const { imageAuroc, pixelAuroc, auPro, msPerImage } = result;
      process.stderr.write(
        `cookie, ${preset}: ${JSON.stringify({ imageAuroc, pixelAuroc, auPro, msPerImage })}\n`,
      );
      expect(result.images).toBe(46);
      expect(imageAuroc).toBeGreaterThan(least.imageAuroc);
      expect(pixelAuroc).toBeGreaterThan(least.pixelAuroc);
      expect(auPro).toBeGreaterThan(least.auPro);
    },
  );
});
