import type { PretrainingProgress } from './pretrain.ts';

/** Formats a run's progress as one line for a terminal or a log. */
export function progressLine(progress: PretrainingProgress): string {
  const { step, fraction, losses, learningRate, imagesPerSecond, secondsLeft } = progress;
  return [
    `step ${step}`,
    `${(100 * fraction).toFixed(1)} %`,
    `L_k ${losses.distillation.toFixed(4)}`,
    `L_m ${losses.metric.toFixed(4)}`,
    `L_c ${losses.compactness.toFixed(5)}`,
    `rate ${learningRate.toExponential(2)}`,
    `${imagesPerSecond.toFixed(1)} images/s`,
    `${Math.ceil(secondsLeft / 60)} min left`,
  ].join('  ');
}
