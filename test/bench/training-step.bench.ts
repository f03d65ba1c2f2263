import { trainingStride } from '../../src/main/families/patch/graph/dense-plan.ts';
import {
  patchNetworkSpec,
  receptiveFields,
  type ReceptiveField,
} from '../../src/main/families/patch/graph/spec.ts';
import { seededRandom } from '../../src/main/networks/random.ts';
import { openDevice, planDevice } from '../../src/main/learning/training-device.ts';
import type { Example } from '../../src/main/families/patch/teacher-examples.ts';
import { patchSettings, type PatchPreset } from '../../src/main/families/patch/settings.ts';
import { trainStudent } from '../../src/main/families/patch/student-trainer.ts';
import { trainingChoicesSchema } from '../../src/shared/contract/training.ts';
import { benchOptions } from './support/options.ts';
import { milliseconds, report, say } from './support/report.ts';
import { rounded, timingOf, type Timing } from './support/timing.ts';

/**
 * Times one step of a student's training at the presets' settings: window cut, forward, backward, Adam. Random pictures
 * and descriptors take as much time as real ones. `Tensors` is the number of tensors that TensorFlow.js kept from the
 * first step to the last.
 */
const { quick, effort, widths, receptiveFields: asked, device } = benchOptions();
const { tf, used } = openDevice(planDevice(device));

interface Step {
  readonly preset: PatchPreset;
  readonly receptiveField: ReceptiveField;
  readonly batch: number;
  readonly window: number;
  readonly timing: Timing;
  readonly windowsPerSecond: number;
  readonly tensorsLeft: number;
  readonly megabytes: number;
}

async function measure(preset: PatchPreset, receptiveField: ReceptiveField): Promise<Step> {
  const settings = patchSettings(preset, trainingChoicesSchema.parse({}));
  const { inputSize: side, batchSize, windows, weightDecay, learningRate } = settings;
  const spec = patchNetworkSpec(receptiveField, settings.width);
  const stride = trainingStride(spec, settings.stride);
  const cells = Math.ceil(side / stride) ** 2;
  const random = seededRandom(receptiveField);
  const noise = (length: number) => new Float32Array(length).map(() => 2 * random.next() - 1);
  const examples = Array.from({ length: batchSize }, (): Example => {
    return { input: noise(3 * side * side), descriptors: noise(spec.descriptorSize * cells) };
  });
  const times = { wall: new Array<number>(), processor: new Array<number>() };
  let [before, processorBefore, tensors] = [performance.now(), process.cpuUsage(), 0];
  let started = before;
  const window = windows[receptiveField];
  await trainStudent(
    tf,
    {
      spec,
      stride,
      size: [side, side],
      seed: 1,
      steps: effort.warmUps + effort.runs,
      window,
      weightDecay,
      learningRate: () => learningRate,
      moments: {
        mean: new Float64Array(spec.descriptorSize),
        deviation: new Float64Array(spec.descriptorSize).fill(1),
      },
      inside: new Uint8Array(cells).fill(1),
    },
    {
      signal: new AbortController().signal,
      batch: () => Promise.resolve(examples),
      onStep: (step) => {
        const { user, system } = process.cpuUsage(processorBefore);
        if (step > effort.warmUps) {
          times.wall.push(performance.now() - before);
          times.processor.push((user + system) / 1000);
        } else {
          started = performance.now();
          tensors = tf.memory().numTensors;
        }
        const enough = times.wall.length >= 3 && performance.now() - started > effort.budgetMs;
        if (enough || step === effort.warmUps + effort.runs) tensors = tf.memory().numTensors - tensors;
        [before, processorBefore] = [performance.now(), process.cpuUsage()];
        return enough ? 'enough' : 'go on';
      },
    },
  );
  const timing = timingOf(times);
  return {
    preset,
    receptiveField,
    batch: batchSize,
    window,
    timing,
    windowsPerSecond: rounded((1000 * batchSize) / timing.p50),
    tensorsLeft: tensors,
    megabytes: rounded(process.resourceUsage().maxRSS / 1024, 0),
  };
}

const steps: Step[] = [];
for (const preset of ['compact', 'paper'] as const) {
  const { width } = patchSettings(preset, trainingChoicesSchema.parse({}));
  if (!(widths ?? (quick ? ['compact'] : ['compact', 'paper'])).includes(width)) continue;
  for (const receptiveField of asked ?? (preset === 'paper' ? [33] : receptiveFields)) {
    say(`${preset}, p = ${receptiveField}`);
    steps.push(await measure(preset, receptiveField));
  }
}
report({
  benchmark: 'training-step',
  settings: { device: used },
  results: steps.map(({ timing, ...step }) => ({ ...step, ...timing })),
  table: {
    head: ['Preset', 'p', 'Windows', 'p50, ms', 'p95, ms', 'p99, ms', 'Windows/s', 'Tensors', 'Peak, MB'],
    rows: steps.map(({ preset, receptiveField, batch, window, timing, ...step }) => [
      preset,
      String(receptiveField),
      `${batch} × ${window}²`,
      ...[timing.p50, timing.p95, timing.p99].map(milliseconds),
      ...[step.windowsPerSecond, step.tensorsLeft, step.megabytes].map(String),
    ]),
  },
});
