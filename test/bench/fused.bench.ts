import { patchPresetSchema } from '../../src/shared/contract/families.ts';
import { bareConvolutions } from './support/bare-convolutions.ts';
import { benchOptions } from './support/options.ts';
import {
  describeShape,
  presetShape,
  randomFrame,
  randomModel,
  type ModelShape,
} from './support/random-model.ts';
import { milliseconds, report, say } from './support/report.ts';
import { openGraph, requireProvider, singleThread } from './support/sessions.ts';
import { median, medianRatio, rounded, timeInTurn } from './support/timing.ts';

/**
 * Time of the whole graph, frame in, score and map out, as a multiple of the time of its bare convolutions: by the clock with
 * the station's session, and in processor time of one thread, which holds on a busy machine too. Goal: at most 1.15. Covers
 * the presets, and the preset compact at other strides.
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
  const whole = randomModel(shape);
  const frame = randomFrame(shape.side);
  const ratios: Record<'clock' | 'processor', number> = { clock: NaN, processor: NaN };
  let [wholeMs, convolutionsMs] = [NaN, NaN];
  for (const [kind, change] of [
    ['clock', {}],
    ['processor', singleThread],
  ] as const) {
    const bareSession = await openGraph(graph, provider, change);
    const wholeSession = await openGraph(whole, provider, change);
    const [bareTimes, wholeTimes] = await timeInTurn(
      [
        { name: 'convolutions', run: () => bareSession.run(feeds) },
        { name: 'whole', run: () => wholeSession.run(frame, ['score', 'map']) },
      ],
      effort,
    );
    await bareSession.release();
    await wholeSession.release();
    if (!bareTimes || !wholeTimes) throw new Error('Nothing was timed');
    const times = kind === 'clock' ? 'wall' : 'processor';
    ratios[kind] = medianRatio(wholeTimes[times], bareTimes[times]);
    if (kind === 'processor') continue;
    [wholeMs, convolutionsMs] = [median(wholeTimes.wall), median(bareTimes.wall)];
  }
  return {
    model: describeShape(shape),
    gigaMultiplications: rounded(multiplications / 1e9),
    wholeMs: rounded(wholeMs),
    convolutionsMs: rounded(convolutionsMs),
    ratioByClock: ratios.clock,
    ratioOfProcessorTime: ratios.processor,
    /** Of the convolutions, two operations a multiplication with its addition. */
    gigaflops: rounded((2 * multiplications) / convolutionsMs / 1e6, 0),
    goalMet: ratios.processor <= goal,
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
