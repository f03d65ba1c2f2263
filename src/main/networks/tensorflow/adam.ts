import type { NamedTensorMap, Tensor, Variable } from '@tensorflow/tfjs-node';
import type { TensorFlow } from './load-tensorflow.ts';

/** First and second moments of one variable, in the variable's order. */
export interface Moments {
  readonly first: Float32Array;
  readonly second: Float32Array;
}

/** Adam's state between steps, besides the weights. */
export interface AdamState {
  readonly step: number;
  readonly moments: readonly Moments[];
}

export interface Adam {
  /**
   * Updates the weights once; `gradients` come from `tf.variableGrads`, by variable name, and are not
   * disposed.
   */
  apply(gradients: NamedTensorMap, learningRate: number): void;
  state(): AdamState;
  dispose(): void;
}

const beta1 = 0.9;
const beta2 = 0.999;
const epsilon = 1e-8;

/**
 * Makes an Adam optimiser (Kingma and Ba 2015) with weight decay added to the gradient, as in the paper. Own
 * code, because `tf.train.adam` has no weight decay, and its learning rate and moments cannot be set.
 *
 * @param state from {@link Adam.state}, to continue there
 */
export function createAdam(
  tf: TensorFlow,
  variables: readonly Variable[],
  options: { readonly weightDecay: number; readonly state?: AdamState },
): Adam {
  let step = options.state?.step ?? 0;
  const slots = variables.map((variable, index) => {
    const saved = options.state?.moments[index];
    const moment = (values: Float32Array | undefined) =>
      tf.tidy(() => tf.variable(values ? tf.tensor(values, variable.shape) : tf.zerosLike(variable), false));
    return { variable, first: moment(saved?.first), second: moment(saved?.second) };
  });

  return {
    apply(gradients, learningRate) {
      step++;
      // Combines both bias corrections in one factor (Kingma and Ba, end of section 2).
      const rate = (learningRate * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step);
      for (const { variable, first, second } of slots) {
        const gradient = gradients[variable.name];
        if (gradient) tf.tidy(() => update(variable, first, second, decayed(variable, gradient), rate));
      }
    },
    state: () => ({
      step,
      moments: slots.map(({ first, second }) => ({
        first: Float32Array.from(first.dataSync()),
        second: Float32Array.from(second.dataSync()),
      })),
    }),
    dispose: () => slots.forEach(({ first, second }) => (first.dispose(), second.dispose())),
  };

  function decayed(variable: Variable, gradient: Tensor): Tensor {
    return options.weightDecay === 0 ? gradient : gradient.add(variable.mul(options.weightDecay));
  }

  function update(
    variable: Variable,
    first: Variable,
    second: Variable,
    gradient: Tensor,
    rate: number,
  ): void {
    first.assign(first.mul(beta1).add(gradient.mul(1 - beta1)));
    second.assign(second.mul(beta2).add(gradient.square().mul(1 - beta2)));
    variable.assign(variable.sub(first.mul(rate).div(second.sqrt().add(epsilon))));
  }
}
