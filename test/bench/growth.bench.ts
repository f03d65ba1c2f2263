import { benchOptions } from './support/options.ts';
import { presetShape, randomModel, type ModelShape } from '../../src/main/families/patch/random-model.ts';
import { describeShape, randomFrame } from './support/random-model.ts';
import { milliseconds, report, say } from './support/report.ts';
import { openGraph, requireProvider } from './support/sessions.ts';
import { rounded, timeInTurn, timingOf, type Timing } from './support/timing.ts';

/**
 * Measures how the time of a frame grows with the image's size (time ~ pixels^exponent) and with the number M of
 * students (time = base + slope · M), for the preset compact.
 */
const options = benchOptions();
const { provider, quick, effort } = options;
await requireProvider(provider);
const compact = presetShape('compact');
const sides = options.sides ?? (quick ? [128, 256, 512] : [128, 256, 384, 512, 768, 1024]);
const students = options.students ?? [1, 2, 3, 4, 5];

/** Times the shapes in turn, so that disturbances of the machine do not distort the curve. */
async function measure(shapes: readonly ModelShape[]): Promise<Timing[]> {
  const sessions = await Promise.all(shapes.map((shape) => openGraph(randomModel(shape), provider)));
  const variants = sessions.map((session, index) => {
    const shape = shapes[index] ?? compact;
    const frame = randomFrame(shape.side);
    return { name: describeShape(shape), run: () => session.run(frame, ['score', 'map']) };
  });
  const times = await timeInTurn(variants, { ...effort, budgetMs: effort.budgetMs * shapes.length });
  for (const session of sessions) await session.release();
  return times.map(timingOf);
}

/** Returns slope and intercept of the least-squares line through the points. */
function line(x: readonly number[], y: readonly number[]): { slope: number; intercept: number } {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [centre, level] = [mean(x), mean(y)];
  const covariance = mean(x.map((value, at) => (value - centre) * ((y[at] ?? Number.NaN) - level)));
  const slope = covariance / mean(x.map((value) => (value - centre) ** 2));
  return { slope, intercept: level - slope * centre };
}

say(`sides ${sides.join(', ')}`);
const bySide = await measure(sides.map((side) => ({ ...compact, side })));
say(`M ${students.join(', ')}`);
const byStudents = await measure(students.map((count) => ({ ...compact, students: count })));
const { slope: exponent } = line(
  sides.map((side) => Math.log(side * side)),
  bySide.map(({ p50 }) => Math.log(p50)),
);
const { slope, intercept } = line(
  students,
  byStudents.map(({ p50 }) => p50),
);
const results = [
  ...sides.map((side, at) => ({ side, students: compact.students, ...bySide[at] })),
  ...students.map((count, at) => ({ side: compact.side, students: count, ...byStudents[at] })),
];
report({
  benchmark: 'growth',
  settings: {
    model: describeShape(compact),
    provider,
    exponentOfPixels: rounded(exponent, 3),
    msForEachStudent: rounded(slope),
    msWithoutStudents: rounded(intercept),
  },
  results,
  table: {
    head: ['Side, pixels', 'M', 'p50, ms', 'p95, ms', 'p99, ms', 'ns a pixel and network'],
    rows: results.map(({ side, students: count, p50 = NaN, p95 = NaN, p99 = NaN }) => [
      ...[side, count].map(String),
      ...[p50, p95, p99].map(milliseconds),
      milliseconds((1e6 * p50) / (side * side * (count + 1))),
    ]),
  },
});
process.stderr.write(
  `Time ~ pixels^${exponent.toFixed(2)}; ${slope.toFixed(1)} ms for each student, ${intercept.toFixed(1)} ms without.\n`,
);
