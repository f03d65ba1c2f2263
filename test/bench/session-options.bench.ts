import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import { graphOptions } from '../../src/main/inference/graph-options.ts';
import { benchOptions } from './support/options.ts';
import { presetShape, randomModel } from '../../src/main/families/patch/random-model.ts';
import { describeShape, randomFrame } from './support/random-model.ts';
import { milliseconds, report, say } from './support/report.ts';
import { medianRatio, timeInTurn, timingOf, type Variant } from './support/timing.ts';

/**
 * Measures the effect of ONNX Runtime's session options on the time of a frame on this processor (preset compact), and
 * of a pre-optimised graph on the time of opening it. All as multiples of the station's untuned session.
 */
const { effort, quick } = benchOptions();
const shape = presetShape('compact');
const half = Math.max(1, Math.round(availableParallelism() / 2));
const station = await graphOptions('cpu');
const sleeping = { intra_op: { allow_spinning: '0' }, inter_op: { allow_spinning: '0' } };
const changes: readonly (readonly [string, InferenceSession.SessionOptions])[] = [
  ['as it is', {}],
  ['threads that spin', { extra: {} }],
  [`${half} thread${half === 1 ? '' : 's'}`, { intraOpNumThreads: half }],
  ['work in smaller blocks', { extra: { session: { ...sleeping, dynamic_block_base: '4' } } }],
  [
    'networks side by side',
    {
      executionMode: 'parallel',
      intraOpNumThreads: 1,
      interOpNumThreads: availableParallelism(),
      extra: { session: sleeping },
    },
  ],
  ['channels not in blocks (NCHW)', { graphOptimizationLevel: 'extended' }],
  ['denormals as 0', { extra: { session: { ...sleeping, set_denormal_as_zero: '1' } } }],
  ['no memory arena', { enableCpuMemArena: false }],
  ['no memory pattern', { enableMemPattern: false }],
];

async function frames() {
  const graph = randomModel(shape);
  const frame = randomFrame(shape.side);
  const variants: Variant[] = [];
  const sessions: InferenceSession[] = [];
  for (const [name, change] of changes) {
    const session = await InferenceSession.create(graph, { ...station, ...change });
    sessions.push(session);
    variants.push({ name, run: () => session.run(frame, ['score', 'map']) });
  }
  const times = await measure(variants);
  for (const session of sessions) await session.release();
  return times;
}

/** Opens and releases a session; the pre-optimised file needs no optimisation on opening. */
async function openings() {
  const folder = await mkdtemp(join(tmpdir(), 'loupe-bench-'));
  try {
    const [file, optimised] = [join(folder, 'model.onnx'), join(folder, 'optimised.onnx')];
    await writeFile(file, randomModel(shape));
    const first = await InferenceSession.create(file, { ...station, optimizedModelFilePath: optimised });
    await first.release();
    const open = async (path: string, change: InferenceSession.SessionOptions) => {
      const session = await InferenceSession.create(path, { ...station, ...change });
      await session.release();
    };
    return await measure([
      { name: 'open the model', run: () => open(file, {}) },
      {
        name: 'open it optimised beforehand',
        run: () => open(optimised, { graphOptimizationLevel: 'disabled' }),
      },
    ]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(variants: readonly Variant[]) {
  const all = await timeInTurn(variants, { ...effort, budgetMs: effort.budgetMs * variants.length });
  return all.map((times, at) => ({
    name: variants[at]?.name ?? '',
    ...timingOf(times),
    ratioByClock: medianRatio(times.wall, all[0]?.wall ?? []),
    ratioOfProcessorTime: medianRatio(times.processor, all[0]?.processor ?? []),
  }));
}

say(`${describeShape(shape)}${quick ? ', quick' : ''}`);
const results = [...(await frames()), ...(await openings())];
report({
  benchmark: 'session-options',
  settings: { model: describeShape(shape), side: shape.side },
  results,
  table: {
    head: ['Session', 'p50, ms', 'p95, ms', 'Processor, ms', 'By the clock', 'Processor time'],
    rows: results.map(({ name, p50, p95, processor, ratioByClock, ratioOfProcessorTime }) => [
      name,
      ...[p50, p95, processor].map(milliseconds),
      ...[ratioByClock, ratioOfProcessorTime].map((ratio) => `× ${ratio.toFixed(2)}`),
    ]),
  },
});
