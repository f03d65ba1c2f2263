import type { TrainingHooks } from './training-hooks.ts';

/** Validation images used by early stopping and the loss curve. */
export const checkImages = 8;
/** Checks of a student's validation error in one training. */
export const checksPerTraining = 20;
/** Points of a student's loss curve. */
const curvePoints = 40;

/** A student's error against its teacher: mean squared error per component. */
export interface FinalLoss {
  training: number;
  validation: number;
  steps: number;
}

export interface LossCourse {
  readonly loss: FinalLoss;
  /**
   * Records a step's loss and adds a point to the curve when one is due.
   *
   * @param validationError called only when a check is due
   * @returns whether this step was checked
   */
  step(step: number, current: number, validationError: () => number): boolean;
}

/**
 * Follows a student's loss through its training.
 *
 * @param student its index in the curves
 * @param epochOf returns the passes over the images after a step, fractional
 */
export function followLoss(course: {
  readonly student: number;
  readonly steps: number;
  readonly epochOf: (step: number) => number;
  readonly onLoss: TrainingHooks['onLoss'];
}): LossCourse {
  const { student, steps } = course;
  const every = (times: number): number => Math.max(1, Math.floor(steps / times));
  const loss: FinalLoss = { training: Number.NaN, validation: Number.NaN, steps: 0 };
  return {
    loss,
    step(step, current, validationError) {
      loss.training = Number.isNaN(loss.training) ? current : 0.9 * loss.training + 0.1 * current;
      loss.steps = step;
      const check = step % every(checksPerTraining) === 0 || step === steps;
      if (check) loss.validation = validationError();
      if (check || step % every(curvePoints) === 0) {
        const epoch = course.epochOf(step);
        const validation = check ? loss.validation : null;
        course.onLoss({ student, step, epoch, training: loss.training, validation });
      }
      return check;
    },
  };
}
