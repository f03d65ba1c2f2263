import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createExplanationProcess } from '../../../../src/main/explanation/explanation-process.ts';
import { headlessHost } from '../../../../src/main/host/headless-host.ts';
import type { Host } from '../../../../src/main/host/host.ts';
import { encodePng } from '../../../../src/main/images/encode-image.ts';
import { testFrame } from '../../../support/pictures.ts';
import { writeSmallModel } from '../../../support/small-model.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

async function open(idleMs?: number) {
  const folder = temporaryFolder();
  writeSmallModel(folder);
  const headless = headlessHost();
  const started = { count: 0, ended: 0 };
  const host: Host = {
    ...headless,
    forkWorker: (entry, environment) => {
      const worker = headless.forkWorker(entry, environment);
      started.count += 1;
      worker.onExit(() => (started.ended += 1));
      return worker;
    },
  };
  const process = createExplanationProcess(host, idleMs === undefined ? {} : { idleMs });
  onTestFinished(() => process.close());
  const picture = { name: 'part.png', bytes: await encodePng(testFrame(80, 60)) };
  return { process, started, graph: join(folder, 'model.onnx'), picture };
}

describe('the explanation process', () => {
  it('is not started before anything is asked of it, and ends when it has been at rest', async () => {
    const { process, started, graph, picture } = await open(200);
    expect(started.count).toBe(0);
    await process.explain(graph, picture);
    await vi.waitUntil(() => started.ended === 1, 20_000);
    // The next question starts another process.
    await expect(process.explain(graph, picture)).resolves.toMatchObject({ width: 64, height: 64 });
    expect(started.count).toBe(2);
  });

  it('describes a region by a vector of unit length, the same for the same region', async () => {
    const { process, graph, picture } = await open();
    const region = (from: number) => ({
      weights: new Float32Array(64 * 64).map((_, at) => (at % 64 >= from && at % 64 < from + 20 ? 1 : 0)),
      height: 64,
      width: 64,
    });
    const [left, again, right] = await Promise.all([
      process.describe(graph, picture, region(0)),
      process.describe(graph, picture, region(0)),
      process.describe(graph, picture, region(40)),
    ]);
    expect(left).toHaveLength(64);
    expect(Math.hypot(...left)).toBeCloseTo(1, 5);
    expect(again).toEqual(left);
    expect(right).not.toEqual(left);
  });

  it('names a picture that it cannot read and goes on', async () => {
    const { process, graph, picture } = await open();
    const broken = { name: 'entry 7', bytes: picture.bytes.slice(0, 100) };
    await expect(process.explain(graph, broken)).rejects.toMatchObject({
      code: 'UNREADABLE_IMAGE',
      message: expect.stringContaining('entry 7'),
    });
    await expect(process.explain(graph, picture)).resolves.toMatchObject({ width: 64 });
  });
});
