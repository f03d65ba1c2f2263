import { outputStrides } from '../../src/main/families/patch/graph/dense-plan.ts';
import { networkWidths, receptiveFields } from '../../src/main/families/patch/graph/spec.ts';
import { benchOptions } from './support/options.ts';
import { randomModel, type ModelShape } from '../../src/main/families/patch/random-model.ts';
import { describeShape, randomFrame } from './support/random-model.ts';
import { milliseconds, report, say } from './support/report.ts';
import { openGraph, requireProvider } from './support/sessions.ts';
import { timeAlone, type Timing } from './support/timing.ts';

/**
 * Times one 256×256 frame, from uint8 pixels to score and map, for every requested receptive field, width, stride and
 * number of students.
 */
const options = benchOptions();
const { quick, provider } = options;
const side = 256;
const widths = options.widths ?? (quick ? ['compact'] : networkWidths);
const strides = options.strides ?? (quick ? [4, 8] : outputStrides);
const students = options.students ?? (quick ? [3] : [1, 3]);
await requireProvider(provider);

async function measure(shape: ModelShape): Promise<Timing> {
  const session = await openGraph(randomModel(shape), provider);
  const frame = randomFrame(side);
  const timing = await timeAlone(() => session.run(frame, ['score', 'map']), options.effort);
  await session.release();
  return timing;
}

const cases = widths.flatMap((width) =>
  (options.receptiveFields ?? receptiveFields).flatMap((receptiveField) =>
    strides.flatMap((stride) =>
      students.map((count) => ({ receptiveField, width, stride, students: count })),
    ),
  ),
);
const results = [];
for (const { receptiveField, ...rest } of cases) {
  const shape = { receptiveFields: [receptiveField], side, ...rest };
  say(describeShape(shape));
  results.push({ receptiveField, ...rest, ...(await measure(shape)) });
}
report({
  benchmark: 'frame',
  settings: { side, provider },
  results,
  table: {
    head: ['p', 'Width', 'Stride', 'M', 'p50, ms', 'p95, ms', 'p99, ms', 'Least, ms', 'Processor, ms'],
    rows: results.map((result) => [
      ...[result.receptiveField, result.width, result.stride, result.students].map(String),
      ...[result.p50, result.p95, result.p99, result.least, result.processor].map(milliseconds),
    ]),
  },
});
