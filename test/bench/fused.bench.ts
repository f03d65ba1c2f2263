import { patchPresetSchema } from '../../src/main/families/patch/settings.ts';
import { bareConvolutions } from './support/bare-convolutions.ts';
import { compareGraphs } from './support/compare-graphs.ts';
import { benchOptions } from './support/options.ts';
import { presetShape, randomModel, type ModelShape } from '../../src/main/families/patch/random-model.ts';
import { describeShape, randomFrame } from './support/random-model.ts';
import { milliseconds, report, say } from './support/report.ts';
import { requireProvider } from './support/sessions.ts';
import { rounded } from './support/timing.ts';

/**
 * Times the whole graph, from frame to score and map, as a multiple of the time of its bare convolutions: by the clock
 * with the station's session, and in processor time of one thread, which is valid on a busy machine too. Goal: at most
 * 1.15. Covers the presets, and the preset compact at other strides.
 */
const goal = 1.15;
const options = benchOptions();
const { provider, quick, effort } = options;
await requireProvider(provider);
const compact = presetShape('compact');
const presets = patchPresetSchema.options.filter((preset) => !quick || preset !== 'paper').map(presetShape);
const strides = options.strides ?? (quick ? [] : ([1, 2, 8] as const));
const shapes: readonly ModelShape[] = [...presets, ...strides.map((stride) => ({ ...compact, stride }))];

async function measure(shape: ModelShape) {
  const { graph, feeds, multiplications } = bareConvolutions(shape);
  const [convolutions, whole] = await compareGraphs(
    [
      { name: 'convolutions', graph, feeds },
      { name: 'whole', graph: randomModel(shape), feeds: randomFrame(shape.side) },
    ],
    provider,
    effort,
  );
  if (!convolutions || !whole) throw new Error('Nothing was timed');
  return {
    model: describeShape(shape),
    gigaMultiplications: rounded(multiplications / 1e9),
    wholeMs: whole.p50,
    convolutionsMs: convolutions.p50,
    ratioByClock: whole.ratioByClock,
    ratioOfProcessorTime: whole.ratioOfProcessorTime,
    /** Of the convolutions; a multiplication with its addition counts as two operations. */
    gigaflops: rounded((2 * multiplications) / convolutions.p50 / 1e6, 0),
    goalMet: whole.ratioOfProcessorTime <= goal,
  };
}

const results = [];
for (const shape of shapes) {
  say(describeShape(shape));
  results.push(await measure(shape));
}
report({
  benchmark: 'fused',
  settings: { provider, goal },
  results,
  table: {
    head: [
      ...['Model', 'Multiplications, 10⁹', 'Whole, ms', 'Convolutions, ms', 'Gflop/s'],
      ...['Ratio by the clock', 'Ratio of processor time'],
    ],
    rows: results.map((result) => [
      ...[result.model, result.gigaMultiplications.toFixed(2)],
      ...[result.wholeMs, result.convolutionsMs].map(milliseconds),
      String(result.gigaflops),
      ...[result.ratioByClock, result.ratioOfProcessorTime].map((ratio) => ratio.toFixed(3)),
    ]),
  },
});
