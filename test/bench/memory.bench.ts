import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { patchPresetSchema } from '../../src/main/families/patch/settings.ts';
import { benchOptions } from './support/options.ts';
import { openedModelSchema, type OpenedModel } from './support/opened-model.ts';
import { presetShape, randomModel, type ModelShape } from '../../src/main/families/patch/random-model.ts';
import { describeShape } from './support/random-model.ts';
import { milliseconds, report, say } from './support/report.ts';
import { requireProvider } from './support/sessions.ts';
import { median, rounded } from './support/timing.ts';

/**
 * Measures a process that opens one model and runs frames: peak memory, the time for opening the model's file, and the
 * time of the first frame. Each run has a process of its own; prints the medians.
 */
const program = fileURLToPath(new URL('support/programs/open-model.ts', import.meta.url));
const run = promisify(execFile);
const { provider, quick } = benchOptions();
await requireProvider(provider);
const repetitions = quick ? 1 : 5;
const compact = presetShape('compact');
const shapes: readonly ModelShape[] = [
  ...patchPresetSchema.options.filter((preset) => !quick || preset !== 'paper').map(presetShape),
  ...(quick
    ? []
    : [
        { ...compact, stride: 1 as const },
        { ...compact, side: 1024 },
      ]),
];

async function measure(shape: ModelShape) {
  const folder = await mkdtemp(join(tmpdir(), 'loupe-bench-'));
  try {
    const graph = randomModel(shape);
    const file = join(folder, 'model.onnx');
    await writeFile(file, graph);
    const found: OpenedModel[] = [];
    for (let repetition = 0; repetition < repetitions; repetition++) {
      const { stdout } = await run(process.execPath, [program, file, String(shape.side), provider]);
      found.push(openedModelSchema.parse(JSON.parse(stdout)));
    }
    const middle = (of: (one: OpenedModel) => number) => rounded(median(found.map(of)), 1);
    return {
      model: describeShape(shape),
      side: shape.side,
      fileMegabytes: rounded(graph.length / 2 ** 20, 1),
      openMs: middle(({ openMs }) => openMs),
      firstFrameMs: middle(({ firstFrameMs }) => firstFrameMs),
      emptyMegabytes: middle(({ emptyBytes }) => emptyBytes / 2 ** 20),
      peakMegabytes: middle(({ peakBytes }) => peakBytes / 2 ** 20),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const results = [];
for (const shape of shapes) {
  say(`${describeShape(shape)}, ${shape.side}²`);
  results.push(await measure(shape));
}
report({
  benchmark: 'memory',
  settings: { provider, repetitions },
  results,
  table: {
    head: ['Model', 'Frame', 'File, MB', 'Opened in, ms', 'First frame, ms', 'Empty process, MB', 'Peak, MB'],
    rows: results.map(({ model, side, ...result }) => [
      ...[model, `${side}²`, String(result.fileMegabytes)],
      ...[result.openMs, result.firstFrameMs].map(milliseconds),
      ...[result.emptyMegabytes, result.peakMegabytes].map((value) => value.toFixed(0)),
    ]),
  },
});
