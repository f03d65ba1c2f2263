import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { headlessHost } from '../../../../src/main/host/headless-host.ts';
import type { Host, WorkerProcess } from '../../../../src/main/host/host.ts';
import {
  createInferenceProcess,
  type GraphFile,
  type InferenceProcess,
} from '../../../../src/main/inference/inference-process.ts';
import { pixelsOf } from '../../../../src/main/inference/pixels.ts';
import { testFrame } from '../../../support/pictures.ts';
import { smallInput, writeSmallModel } from '../../../support/small-model.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

/** Makes a host that remembers its inference processes, so that a test can end one. */
function rememberingHost(): Host & { readonly workers: WorkerProcess[] } {
  const host = headlessHost();
  const workers: WorkerProcess[] = [];
  return {
    ...host,
    workers,
    forkWorker: (entry, environment) => {
      const worker = host.forkWorker(entry, environment);
      if (entry === 'inference') workers.push(worker);
      return worker;
    },
  };
}

const kindOf = (message: unknown): string => z.object({ kind: z.string() }).parse(message).kind;

function open(): { inference: InferenceProcess; model: GraphFile; workers: WorkerProcess[] } {
  const folder = temporaryFolder();
  const { id } = writeSmallModel(folder);
  const host = rememberingHost();
  const inference = createInferenceProcess(host);
  onTestFinished(() => inference.close());
  return { inference, model: { modelId: id, graph: join(folder, 'model.onnx') }, workers: host.workers };
}

const frame = pixelsOf(testFrame(80, 60));

describe('the inference process', () => {
  it('runs frames on the first provider that works and says why others were refused', async () => {
    const { inference, model } = open();
    const { provider, refused } = await inference.load(model);
    expect(['cuda', 'cpu']).toContain(provider);
    if (provider === 'cpu') {
      expect(refused).toMatchObject([{ provider: 'cuda', reason: expect.stringMatching(/./) }]);
    }
    const result = await inference.run(model, frame);
    // Every fourth pixel of the map is a position; 3 % of the 256 positions are 8.
    const positions = result.map.filter((_, at) => at % 4 === 0 && Math.floor(at / smallInput) % 4 === 0);
    const highest = positions.toSorted((a, b) => b - a).slice(0, 8);
    expect(positions).toHaveLength(256);
    expect(result.score).toBeCloseTo(highest.reduce((sum, value) => sum + value, 0) / 8, 2);
    expect([result.width, result.height]).toEqual([smallInput, smallInput]);
  });

  it('gives the same score for the same frame, and answers in the order of the calls', async () => {
    const { inference, model } = open();
    const other = pixelsOf(testFrame(61, 67));
    const results = await Promise.all([frame, other, frame].map((pixels) => inference.run(model, pixels)));
    expect(results[0]?.score).toBe(results[2]?.score);
    expect(results[0]?.score).not.toBe(results[1]?.score);
  });

  it('names a graph with a flipped byte and goes on with the next model', async () => {
    const { inference, model } = open();
    const bytes = readFileSync(model.graph);
    bytes[2] = (bytes[2] ?? 0) ^ 0xff;
    const broken = join(temporaryFolder(), 'model.onnx');
    writeFileSync(broken, bytes);
    await expect(inference.load({ modelId: 'broken', graph: broken })).rejects.toMatchObject({
      code: 'CORRUPT_MODEL',
    });
    await expect(inference.run(model, frame)).resolves.toMatchObject({ width: smallInput });
  });

  it.skipIf(process.platform === 'win32')(
    'runs frames while the graph of another model is opened',
    async () => {
      const { inference, model } = open();
      await inference.load(model);
      // A program that opens a pipe waits until another one writes into it.
      const pipe = join(temporaryFolder(), 'model.onnx');
      execFileSync('mkfifo', [pipe]);
      let isOpening = true;
      const opening = inference.load({ modelId: 'slow', graph: pipe }).finally(() => (isOpening = false));
      for (let part = 0; part < 3; part++) await inference.run(model, frame);
      expect(isOpening).toBe(true);
      await Promise.all([writeFile(pipe, readFileSync(model.graph)), opening]);
      await expect(inference.run({ modelId: 'slow', graph: pipe }, frame)).resolves.toMatchObject({
        width: smallInput,
      });
    },
  );

  it('hands over to a process that has the models in use open, once it has opened many', async () => {
    const folder = temporaryFolder();
    const { id } = writeSmallModel(folder);
    const graph = join(folder, 'model.onnx');
    const headless = headlessHost();
    const first = { hasEnded: false };
    /** Messages between the station and the second process, without facts of the machine. */
    const passed: string[] = [];
    let started = 0;
    const inference = createInferenceProcess(
      {
        ...headless,
        forkWorker(entry, environment) {
          const worker = headless.forkWorker(entry, environment);
          if (entry !== 'inference') return worker;
          started += 1;
          if (started === 1) worker.onExit(() => (first.hasEnded = true));
          if (started !== 2) return worker;
          worker.onMessage((message) => passed.push(`${kindOf(message)} ←`));
          return {
            ...worker,
            send(message) {
              passed.push(`${kindOf(message)} →`);
              worker.send(message);
            },
          };
        },
      },
      { mostGraphs: 2 },
    );
    onTestFinished(() => inference.close());
    await inference.load({ modelId: id, graph });
    await inference.load({ modelId: 'other', graph });
    while (!first.hasEnded) await inference.run({ modelId: id, graph }, frame);
    await inference.run({ modelId: id, graph }, frame);
    const orders = passed.filter((each) => /^(load|loaded|run) /.test(each)).slice(0, 5);
    expect(orders).toEqual(['load →', 'load →', 'loaded ←', 'loaded ←', 'run →']);
    expect(started).toBe(2);
  });

  it('refuses a frame whose bytes are not those of its size', async () => {
    const { inference, model } = open();
    await expect(inference.run(model, { ...frame, width: frame.width + 1 })).rejects.toMatchObject({
      code: 'WORKER_FAILED',
      message: expect.stringContaining('81 × 60 × 3'),
    });
  });

  it('fails what was under way when its process dies, says so, and starts again with the next frame', async () => {
    const { inference, model, workers } = open();
    await inference.load(model);
    const lost = inference.run(model, frame);
    workers[0]?.kill();
    await expect(lost).rejects.toMatchObject({ code: 'WORKER_FAILED' });
    expect(inference.status().failure).toContain('was ended from outside');
    await expect(inference.run(model, frame)).resolves.toMatchObject({ width: smallInput });
    expect(workers).toHaveLength(2);
  });

  it('is not started again and again when it keeps dying', async () => {
    const { inference, model, workers } = open();
    for (let attempt = 0; attempt < 5; attempt++) {
      const lost = inference.run(model, frame);
      workers.at(-1)?.kill();
      await expect(lost).rejects.toMatchObject({ code: 'WORKER_FAILED' });
    }
    await expect(inference.run(model, frame)).rejects.toThrow(/failed five times within a minute/);
    expect(workers).toHaveLength(5);
  });
});
