import { fileURLToPath } from 'node:url';
import { trainingStride } from '../../src/main/families/patch/graph/dense-plan.ts';
import {
  kernelShapes,
  patchNetworkSpec,
  type NetworkWidth,
  type ReceptiveField,
} from '../../src/main/families/patch/graph/spec.ts';
import { seededRandom } from '../../src/main/networks/random.ts';
import { loadTensorFlow } from '../../src/main/networks/tensorflow/load-tensorflow.ts';
import { initialWeights } from '../../src/main/networks/weights.ts';
import { openDenseFeatures } from '../../src/main/learning/backbone-features.ts';
import { createPretrainingNetwork, pretrainingStride } from '../../src/main/teachers/pretraining-network.ts';
import { pretrainingSettingsSchema } from '../../src/main/families/patch/pretraining-settings.ts';
import { benchOptions } from './support/options.ts';
import { milliseconds, report, say } from './support/report.ts';
import { rounded, timeAlone } from './support/timing.ts';

/**
 * Times one step of a teacher's pretraining at the default settings (distillation and compactness): forward, backward,
 * Adam; and the pretrained network's features of a batch, which are computed in parallel. Random crops. `Tensors` is
 * the number of tensors that TensorFlow.js kept from the first step to the last.
 */
const { quick, effort, widths, receptiveFields: asked } = benchOptions();
const tf = loadTensorFlow();
const backboneFile = fileURLToPath(
  new URL('../../resources/backbone/efficientnet-lite0.onnx', import.meta.url),
);

async function measure(receptiveField: ReceptiveField, width: NetworkWidth) {
  const settings = pretrainingSettingsSchema.parse({ receptiveField, width, steps: 1 });
  const { batchSize, cropSize } = settings;
  const spec = patchNetworkSpec(receptiveField, width);
  const grid = cropSize / trainingStride(spec, pretrainingStride);
  const random = seededRandom(receptiveField);
  const crops = new Uint8Array(batchSize * cropSize * cropSize * 3).map(() => random.integer(256));
  const backbone = await openDenseFeatures(backboneFile, { side: cropSize, grid, magnification: 1 });
  const { channels } = backbone;
  const features = await backbone.run(crops, batchSize);
  const backboneTiming = await timeAlone(() => backbone.run(crops, batchSize), effort);
  await backbone.release();

  const shapes = kernelShapes(spec);
  const layers = initialWeights([...shapes, [1, 1, spec.descriptorSize, channels]], settings.seed);
  const network = createPretrainingNetwork(tf, spec, settings, {
    weights: layers.slice(0, shapes.length),
    decoder: layers[shapes.length] ?? null,
    adam: null,
    targets: {
      mean: new Float32Array(channels),
      deviation: new Float32Array(channels).fill(1),
    },
  });
  const step = () => Promise.resolve(network.train({ pictures: crops, features, triplets: null }, 1e-4));
  await step();
  const tensors = tf.memory().numTensors;
  const timing = await timeAlone(step, { ...effort, warmUps: 1 });
  const tensorsLeft = tf.memory().numTensors - tensors;
  network.dispose();
  return {
    receptiveField,
    width,
    crops: `${batchSize} × ${cropSize}²`,
    ...timing,
    imagesPerSecond: rounded((1000 * batchSize) / timing.p50),
    backboneMs: backboneTiming.p50,
    tensorsLeft,
    megabytes: rounded(process.resourceUsage().maxRSS / 1024, 0),
  };
}

const results = [];
for (const width of widths ?? (quick ? (['compact'] as const) : (['compact', 'paper'] as const))) {
  for (const receptiveField of asked ??
    (quick || width === 'paper' ? ([33] as const) : ([17, 33, 65] as const))) {
    say(`p = ${receptiveField}, ${width}`);
    results.push(await measure(receptiveField, width));
  }
}
report({
  benchmark: 'pretraining-step',
  settings: { provider: 'TensorFlow.js, CPU' },
  results,
  table: {
    head: [
      'p',
      'Width',
      'Crops',
      'p50, ms',
      'p95, ms',
      'p99, ms',
      'Images/s',
      'Backbone, ms',
      'Tensors',
      'Peak, MB',
    ],
    rows: results.map(({ receptiveField, width, crops, p50, p95, p99, backboneMs, ...result }) => [
      ...[String(receptiveField), width, crops],
      ...[p50, p95, p99].map(milliseconds),
      String(result.imagesPerSecond),
      milliseconds(backboneMs),
      ...[result.tensorsLeft, result.megabytes].map(String),
    ]),
  },
});
