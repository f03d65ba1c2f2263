import type { ConvolutionStatistics } from '../../src/main/networks/onnx/precision.ts';
import type { ScalePrecision } from '../../src/main/families/patch/graph/model-graph.ts';
import { kernelShapes, type PatchNetworkSpec } from '../../src/main/families/patch/graph/spec.ts';
import { patchPresetSchema } from '../../src/main/families/patch/settings.ts';
import { precisions, type Precision } from '../../src/shared/domain/precision.ts';
import { compareGraphs } from './support/compare-graphs.ts';
import { benchOptions } from './support/options.ts';
import { presetShape, randomModel, type ModelShape } from '../../src/main/families/patch/random-model.ts';
import { describeShape, randomFrame } from './support/random-model.ts';
import { milliseconds, report, say } from './support/report.ts';
import { requireProvider } from './support/sessions.ts';

/**
 * Times a frame in float32, float16 and int8, for each preset, with random weights. `npm run bench -- accuracy
 * --precisions float32,int8` shows the effect of int8 on the scores of real models.
 */
const options = benchOptions();
const { provider, quick, effort } = options;
await requireProvider(provider);
const presets = patchPresetSchema.options.filter((preset) => !quick || preset !== 'paper');

/** Similar to those of the shipped teachers: values far below 0 before the last convolution. */
function likelyStatistics(spec: PatchNetworkSpec): ConvolutionStatistics[] {
  const shapes = kernelShapes(spec);
  return shapes.map(([, , inputs], index) => {
    const none = new Float32Array(inputs);
    const deep = index === shapes.length - 1 ? -0.1 : 0;
    return {
      least: -3,
      most: 3,
      inputMean: none,
      positiveMean: none,
      negativeSquare: none,
      inputLeast: none.map(() => deep),
    };
  });
}

function scalePrecision(name: Precision, spec: PatchNetworkSpec, students: number): ScalePrecision {
  if (name !== 'int8') return { name };
  return { name, statistics: Array.from({ length: students + 1 }, () => likelyStatistics(spec)) };
}

async function measure(shape: ModelShape) {
  const variants = precisions.map((name) => ({
    name,
    graph: randomModel(shape, (spec) => scalePrecision(name, spec, shape.students)),
    feeds: randomFrame(shape.side),
  }));
  const compared = await compareGraphs(variants, provider, effort);
  return compared.map((times, at) => ({ model: describeShape(shape), precision: precisions[at], ...times }));
}

const results = [];
for (const preset of presets) {
  say(preset);
  results.push(...(await measure(presetShape(preset))));
}
report({
  benchmark: 'precision',
  settings: { provider },
  results,
  table: {
    head: [
      'Model',
      'Precision',
      'p50, ms',
      'p95, ms',
      'p99, ms',
      'Processor, ms',
      'By the clock',
      'Processor time',
    ],
    rows: results.map(({ model, precision = '', p50, p95, p99, processor, ...ratios }) => [
      ...[model, precision],
      ...[p50, p95, p99, processor].map(milliseconds),
      ...[ratios.ratioByClock, ratios.ratioOfProcessorTime].map((ratio) => `× ${ratio.toFixed(2)}`),
    ]),
  },
});
