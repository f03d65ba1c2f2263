import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { modelCardSchema } from '../../src/main/families/registry.ts';
import { headlessHost } from '../../src/main/host/headless-host.ts';
import { createInferenceService } from '../../src/main/inference/service.ts';
import { readExportedModel } from '../../src/main/models/exported-model.ts';
import { readModel } from '../../src/main/networks/onnx/model-file.ts';
import { createStationChanges } from '../../src/main/station/changes.ts';
import { StationError } from '../../src/shared/domain/station-error.ts';
import { jsonText, everyInput, mutated, mutatedBytes, patience } from '../support/fuzz/inputs.ts';
import { testFrame } from '../support/pictures.ts';
import { smallGraph, writeSmallModel } from '../support/small-model.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test(
  'a card that was changed anywhere is read as whole, or refused by name',
  async () => {
    const folder = temporaryFolder();
    const card = writeSmallModel(folder);
    const path = join(folder, 'card.json');
    const written = readFileSync(path);
    const cards = fc.oneof(
      mutated(fc.constant(card)).map((changed) => Buffer.from(jsonText(changed))),
      mutatedBytes(written).map((bytes) => Buffer.from(bytes)),
    );
    await everyInput(0.03, cards, async (bytes) => {
      writeFileSync(path, bytes);
      try {
        const read = await readExportedModel(folder);
        expect(modelCardSchema.safeParse(read.card).success).toBe(true);
        expect(Math.max(...read.card.graph.inputSize)).toBeLessThanOrEqual(4096);
      } catch (error) {
        if (!(error instanceof StationError)) throw error;
        expect(['CORRUPT_MODEL', 'BAD_INPUT']).toContain(error.code);
      }
    });
    writeFileSync(path, written);
    expect((await readExportedModel(folder)).card.id).toBe(card.id);
  },
  patience,
);

test(
  'the bytes of a graph, changed anywhere, are read or refused as no ONNX file',
  async () => {
    const graph = smallGraph(32);
    await everyInput(0.03, fc.oneof(mutatedBytes(graph), fc.uint8Array({ maxLength: 300 })), (bytes) => {
      try {
        readModel(bytes, 'It');
      } catch (error) {
        if (!(error instanceof StationError)) throw error;
        expect(error.code).toBe('CORRUPT_MODEL');
      }
    });
  },
  patience,
);

test(
  'a graph whose bytes were changed runs when it is tried, or is refused, and the next one is tried all the same',
  async () => {
    const folder = temporaryFolder();
    const side = 32;
    const graph = smallGraph(side);
    const inference = createInferenceService({
      host: headlessHost(),
      models: { graphOf: () => '' },
      changes: createStationChanges(),
      tuningFile: join(folder, 'tuning.json'),
    });
    onTestFinished(() => inference.close());
    const file = join(folder, 'tried.onnx');
    const trial = async (bytes: Uint8Array): Promise<'runs' | 'refused'> => {
      writeFileSync(file, bytes);
      try {
        await inference.runGraph(file, testFrame(side, side));
        return 'runs';
      } catch (error) {
        if (!(error instanceof StationError)) throw error;
        expect(['CORRUPT_MODEL', 'WORKER_FAILED']).toContain(error.code);
        return 'refused';
      }
    };
    // Each graph is tried in a process of its own.
    await everyInput(0.0005, mutatedBytes(graph), async (bytes) => {
      await trial(bytes);
    });
    expect(await trial(graph)).toBe('runs');
  },
  patience,
);
