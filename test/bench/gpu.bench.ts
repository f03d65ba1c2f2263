import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { InferenceSession } from 'onnxruntime-node';
import { z } from 'zod';
import { familyRegistry } from '../../src/main/families/registry.ts';
import { presetShape, randomModel } from '../../src/main/families/patch/random-model.ts';
import { headlessHost } from '../../src/main/host/headless-host.ts';
import { backboneFile, program, resourcesFolder } from '../../src/main/host/program-folder.ts';
import { createProviderCheck } from '../../src/main/inference/provider-check.ts';
import { providerOrder, type ProviderName } from '../../src/main/inference/provider-protocol.ts';
import { deviceUsedSchema } from '../../src/shared/contract/training-device.ts';
import { benchOptions } from './support/options.ts';
import { randomFrame } from './support/random-model.ts';
import { milliseconds, report, say } from './support/report.ts';
import { openGraph } from './support/sessions.ts';
import { rounded, timeAlone } from './support/timing.ts';

/**
 * Compares GPU and processor in one run: steps of students (TensorFlow), and frames of 256 × 256 in float32 and float16
 * (ONNX Runtime), one by one and several at a time. Omits what is unavailable on this machine, with the reason.
 */
const side = 256;
/** Frames in parallel, as from several lanes. */
const atOnce = 4;
const { quick, effort } = benchOptions();

interface Measured {
  readonly what: string;
  readonly device: string;
  /** Milliseconds per step or frame. */
  readonly p50: number;
  readonly p99: number;
  /** Training windows or frames per second. */
  readonly perSecond: number;
}
const results: Measured[] = [];
const leftOut: { readonly what: string; readonly reason: string }[] = [];

const stepsSchema = z.object({
  settings: z.object({ device: deviceUsedSchema }),
  results: z.array(
    z.object({
      preset: z.string(),
      receptiveField: z.number(),
      p50: z.number(),
      p99: z.number(),
      windowsPerSecond: z.number(),
    }),
  ),
});

/** Times steps of students in a process of its own, because the libraries for processor and GPU cannot share a process. */
async function timeSteps(device: 'cpu' | 'gpu'): Promise<void> {
  say(`steps of students, ${device}`);
  const words = ['--device', device, ...(quick ? ['--quick'] : [])];
  const bench = join(import.meta.dirname, 'training-step.bench.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [bench, ...words]);
  const { settings, results: steps } = stepsSchema.parse(JSON.parse(stdout.trim()));
  const { device: used, reason, name } = settings.device;
  if (used !== device) {
    leftOut.push({ what: 'training on the GPU', reason: reason ?? 'unknown' });
    return;
  }
  for (const { preset, receptiveField, p50, p99, windowsPerSecond } of steps) {
    const what = `step of ${preset}, p = ${receptiveField}`;
    results.push({ what, device: name ?? device, p50, p99, perSecond: windowsPerSecond });
  }
}

const options = { side, backboneFile: backboneFile(resourcesFolder(program())) };
const shape = { ...presetShape('compact'), side };
const graphs: readonly { readonly name: string; readonly graph: Uint8Array }[] = [
  { name: 'pyramid', graph: await familyRegistry.pyramid.randomModel('pyramid', options) },
  { name: 'joined', graph: await familyRegistry.pyramid.randomModel('joined', options) },
  { name: 'thorough', graph: await familyRegistry.memory.randomModel('thorough', options) },
  { name: 'compact, float32', graph: randomModel(shape) },
  { name: 'compact, float16', graph: randomModel(shape, () => ({ name: 'float16' })) },
];

async function timeFrames(provider: ProviderName): Promise<void> {
  for (const { name, graph } of graphs) {
    say(`frames of ${name}, ${provider}`);
    const session = await openGraph(graph, provider);
    const frame = randomFrame(side);
    const { p50, p99 } = await timeAlone(() => session.run(frame, ['score', 'map']), effort);
    const perSecond = await throughput(session, frame);
    results.push({ what: `frame of ${name}`, device: provider, p50, p99, perSecond });
    await session.release();
  }
}

/** Measures frames per second with several frames in parallel. */
async function throughput(session: InferenceSession, frame: ReturnType<typeof randomFrame>): Promise<number> {
  let frames = 0;
  const started = performance.now();
  const until = started + effort.budgetMs;
  const one = async (): Promise<void> => {
    do {
      await session.run(frame, ['score', 'map']);
      frames += 1;
    } while (performance.now() < until);
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return rounded((1000 * frames) / (performance.now() - started));
}

await timeSteps('cpu');
await timeSteps('gpu');
const check = createProviderCheck(headlessHost());
const refused = await check.refused();
check.close();
for (const provider of providerOrder.toReversed()) {
  const refusal = refused.find((one) => one.provider === provider);
  if (refusal === undefined) await timeFrames(provider);
  else leftOut.push({ what: `frames by ${provider}`, reason: refusal.reason });
}
report({
  benchmark: 'gpu',
  settings: { side, atOnce, leftOut },
  results: results.map((one) => ({ ...one })),
  table: {
    head: ['What', 'Device', 'p50, ms', 'p99, ms', 'A second'],
    rows: results.map(({ what, device, p50, p99, perSecond }) => [
      ...[what, device, milliseconds(p50), milliseconds(p99), perSecond.toFixed(1)],
    ]),
  },
});
for (const { what, reason } of leftOut) process.stderr.write(`left out: ${what}: ${reason}\n`);
