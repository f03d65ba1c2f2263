import { writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { headlessHost } from '../../../../src/main/host/headless-host.ts';
import type { Host } from '../../../../src/main/host/host.ts';
import type { WorkerEntry } from '../../../../src/main/host/worker-file.ts';
import { createInferenceService } from '../../../../src/main/inference/service.ts';
import { pixelsOf } from '../../../../src/main/inference/pixels.ts';
import { createStationChanges } from '../../../../src/main/station/changes.ts';
import { childrenWith, prioritiesOf } from '../../../support/child-processes.ts';
import { fillingGraph, loopingGraph } from '../../../support/hostile-graphs.ts';
import { testFrame } from '../../../support/pictures.ts';
import { writeSmallModel } from '../../../support/small-model.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const side = 32;
const frame = testFrame(side, side);

/** Opens a service that tries graphs with these limits, with a small model. @returns it with the programs that it started */
function open(processorMs: number, bytes: number) {
  const folder = temporaryFolder();
  const { id: modelId } = writeSmallModel(folder);
  const started: WorkerEntry[] = [];
  const headless = headlessHost();
  const host: Host = {
    ...headless,
    forkWorker(entry, environment) {
      started.push(entry);
      return headless.forkWorker(entry, environment);
    },
  };
  const inference = createInferenceService({
    host,
    tuningFile: join(folder, 'tuning.json'),
    changes: createStationChanges(),
    models: { graphOf: () => join(folder, 'model.onnx') },
    trialLimits: { processorMs, bytes },
  });
  onTestFinished(() => inference.close());
  const graph = (contents: Uint8Array): string => {
    const path = join(folder, 'tried.onnx');
    writeFileSync(path, contents);
    return path;
  };
  return { inference, modelId, started, graph };
}

const plenty = 2 ** 34;

test('the line goes on while a graph of 10^12 turns is tried, which is refused when its time is over', async () => {
  const { inference, modelId, started, graph } = open(5000, plenty);
  const model = await inference.load(modelId);
  let isTried = true;
  const trial = inference.runGraph(graph(loopingGraph(1e12, side)), frame).catch((error: unknown) => {
    isTried = false;
    return error;
  });
  for (let part = 0; part < 3; part++) await model.run(pixelsOf(frame));
  expect(isTried).toBe(true);
  const message = expect.stringContaining('It took more than 5 s of the processor.');
  expect(await trial).toMatchObject({ code: 'WORKER_FAILED', message });
  await model.run(pixelsOf(frame));
  expect(inference.status().failure).toBeNull();
  expect(started.filter((entry) => entry === 'inference')).toHaveLength(1);
});

test('a graph that ends is tried to its end', async () => {
  const { inference, graph } = open(60_000, plenty);
  const result = await inference.runGraph(graph(loopingGraph(10, side)), frame);
  expect([result.width, result.height]).toEqual([side, side]);
});

test('a graph that fills the memory is ended before it has, and the line goes on', async () => {
  const { inference, modelId, graph } = open(60_000, 700 * 2 ** 20);
  const model = await inference.load(modelId);
  await expect(inference.runGraph(graph(fillingGraph(8 * 2 ** 30, side)), frame)).rejects.toMatchObject({
    code: 'WORKER_FAILED',
    message: expect.stringContaining('It took more than 700 MB of memory.'),
  });
  await model.run(pixelsOf(frame));
  expect(inference.status().failure).toBeNull();
});

test.skipIf(process.platform !== 'linux')(
  'evaluations and replays run in a process of low priority, all its threads',
  async () => {
    const { inference, modelId, started } = open(60_000, plenty);
    await inference.runModel(modelId, frame);
    expect(started).toContain('background-inference');
    expect(started).not.toContain('inference');
    const [pid = 0] = childrenWith('background-worker');
    expect(prioritiesOf(pid)).toEqual([constants.priority.PRIORITY_LOW]);
  },
);
