import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { forkProcess, headlessHost } from '../../../../src/main/host/headless-host.ts';
import type { Host, WorkerProcess } from '../../../../src/main/host/host.ts';
import type { WorkerEntry } from '../../../../src/main/host/worker-file.ts';
import { createInferenceProcess } from '../../../../src/main/inference/inference-process.ts';
import { createProviderCheck } from '../../../../src/main/inference/provider-check.ts';
import { fromProviderProbeSchema } from '../../../../src/main/inference/provider-protocol.ts';
import { writeSmallModel } from '../../../support/small-model.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const crashing = fileURLToPath(new URL('../../../fixtures/crashing-worker.ts', import.meta.url));

/** Makes a host on which trying a provider kills the process; it remembers the processes. */
function hostWithBrokenDriver(): Host & {
  readonly started: { entry: WorkerEntry; worker: WorkerProcess }[];
} {
  const host = headlessHost();
  const started: { entry: WorkerEntry; worker: WorkerProcess }[] = [];
  return {
    ...host,
    started,
    forkWorker: (entry, environment) => {
      const worker = entry === 'provider-probe' ? forkProcess(crashing) : host.forkWorker(entry, environment);
      started.push({ entry, worker });
      return worker;
    },
  };
}

test('a provider that crashes costs one trial process; every inference process then runs without it', async () => {
  const folder = temporaryFolder();
  const { id: modelId } = writeSmallModel(folder);
  const model = { modelId, graph: join(folder, 'model.onnx') };
  const host = hostWithBrokenDriver();
  const inference = createInferenceProcess(host);
  onTestFinished(() => inference.close());
  const onCpu = {
    provider: 'cpu',
    refused: [{ provider: 'cuda', reason: 'the trial run was ended from outside' }],
  };

  expect(await inference.load(model)).toEqual(onCpu);
  const gone = Promise.withResolvers<null>();
  for (const { entry, worker } of host.started) {
    if (entry === 'inference') worker.onExit(() => gone.resolve(null));
    worker.kill();
  }
  await gone.promise;
  expect(await inference.load(model)).toEqual(onCpu);
  expect(host.started.map(({ entry }) => entry).toSorted()).toEqual([
    'inference',
    'inference',
    'provider-probe',
  ]);
});

test('a check that the station’s end cuts off does not keep anybody waiting', async () => {
  const check = createProviderCheck(headlessHost());
  const refused = check.refused();
  check.close();
  expect(await refused).toEqual([{ provider: 'cuda', reason: expect.stringContaining('station ended') }]);
});

test('the trial process runs a graph on a provider that works and says why another does not', async () => {
  const ask = (provider: string): Promise<string | null> => {
    const worker = headlessHost().forkWorker('provider-probe');
    onTestFinished(() => worker.kill());
    worker.send({ provider });
    return new Promise((resolve, reject) => {
      worker.onMessage((message) => resolve(fromProviderProbeSchema.parse(message).refusal));
      worker.onExit((code, lastWords) => reject(new Error(`${String(code)} ${lastWords}`)));
    });
  };
  expect(await ask('cpu')).toBeNull();
  expect(await ask('abacus')).toContain('provider');
});
