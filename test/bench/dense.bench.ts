import { Tensor, type InferenceSession } from 'onnxruntime-node';
import { densePlan, type OutputStride } from '../../src/main/families/patch/graph/dense-plan.ts';
import {
  kernelShapes,
  patchNetworkSpec,
  receptiveFields,
  type NetworkWidth,
  type ReceptiveField,
} from '../../src/main/families/patch/graph/spec.ts';
import { GraphBuilder } from '../../src/main/networks/onnx/graph-builder.ts';
import { appendDenseNetwork, appendPatchNetwork } from '../../src/main/families/patch/graph/patch-network.ts';
import { seededRandom } from '../../src/main/networks/random.ts';
import { initialWeights } from '../../src/main/networks/weights.ts';
import { benchOptions } from './support/options.ts';
import { milliseconds, report, say } from './support/report.ts';
import { openGraph, requireProvider } from './support/sessions.ts';
import { medianRatio, rounded, timeInTurn, timingOf } from './support/timing.ts';

/**
 * Compares the dense extraction of all descriptors of a 256×256 image with the patch network run patch by patch: one
 * patch per run, and many patches per run. A test proves equal results
 * (test/unit/main/families/patch/graph/patch-network.test.ts); this benchmark measures time. It times the patches of
 * one batch and extrapolates to those of the image.
 */
const options = benchOptions();
const { provider, quick, effort } = options;
await requireProvider(provider);
const side = 256;
const batch = 128;

interface Case {
  readonly receptiveField: ReceptiveField;
  readonly width: NetworkWidth;
  readonly stride: OutputStride;
}

function graphs({ receptiveField, width, stride }: Case): { dense: Uint8Array; patches: Uint8Array } {
  const spec = patchNetworkSpec(receptiveField, width);
  const weights = initialWeights(kernelShapes(spec), 1);
  const plan = densePlan(spec, stride, { height: side, width: side });
  const dense = new GraphBuilder('dense');
  const image = dense.input('input', 'float', [1, 3, side, side]);
  const descriptors = appendDenseNetwork(dense, image, { plan, weights, prefix: 'network' });
  const shape = [1, spec.descriptorSize, plan.outputHeight, plan.outputWidth];
  dense.output('output', descriptors, 'float', shape);
  const patches = new GraphBuilder('patches');
  const input = patches.input('input', 'float', ['batch', 3, receptiveField, receptiveField]);
  const each = appendPatchNetwork(patches, input, { spec, weights, prefix: 'network' });
  patches.output('output', each, 'float', ['batch', spec.descriptorSize, 1, 1]);
  return { dense: dense.serialise(), patches: patches.serialise() };
}

function runOn(session: InferenceSession, dims: readonly [number, number, number, number]) {
  const random = seededRandom(1);
  const data = new Float32Array(dims.reduce((size, dim) => size * dim, 1)).map(() => 2 * random.next() - 1);
  const input = new Tensor('float32', data, dims);
  return () => session.run({ input });
}

async function measure(example: Case) {
  const { dense, patches } = graphs(example);
  const { receptiveField: p, stride } = example;
  const [whole, single] = [await openGraph(dense, provider), await openGraph(patches, provider)];
  const positions = Math.ceil(side / stride) ** 2;
  const [denseTimes, oneTimes, batchTimes] = await timeInTurn(
    [
      { name: 'dense', run: runOn(whole, [1, 3, side, side]) },
      { name: 'one patch', run: runOn(single, [1, 3, p, p]) },
      { name: 'many patches', run: runOn(single, [batch, 3, p, p]) },
    ],
    effort,
  );
  await whole.release();
  await single.release();
  if (!denseTimes || !oneTimes || !batchTimes) throw new Error('Nothing was timed');
  const times = (ratio: number, patchesTimed: number) => rounded((ratio * positions) / patchesTimed, 1);
  return {
    ...example,
    positions,
    dense: timingOf(denseTimes),
    ratioOneByOne: times(medianRatio(oneTimes.wall, denseTimes.wall), 1),
    ratioInBatches: times(medianRatio(batchTimes.wall, denseTimes.wall), batch),
  };
}

const results = [];
for (const width of options.widths ?? (['compact'] as const)) {
  for (const receptiveField of options.receptiveFields ?? receptiveFields) {
    for (const stride of options.strides ?? (quick ? ([4] as const) : ([1, 4] as const))) {
      say(`p = ${receptiveField}, ${width}, stride ${stride}`);
      results.push(await measure({ receptiveField, width, stride }));
    }
  }
}
report({
  benchmark: 'dense',
  settings: { side, provider, batch },
  results,
  table: {
    head: ['p', 'Width', 'Stride', 'Patches', 'Dense, p50, ms', 'Patch by patch', `In batches of ${batch}`],
    rows: results.map(({ receptiveField, width, stride, positions, dense, ...ratios }) => [
      ...[receptiveField, width, stride, positions].map(String),
      milliseconds(dense.p50),
      `× ${ratios.ratioOneByOne}`,
      `× ${ratios.ratioInBatches}`,
    ]),
  },
});
