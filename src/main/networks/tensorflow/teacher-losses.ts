import type { Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs-node';
import type { TensorFlow } from './load-tensorflow.ts';

/**
 * Computes knowledge distillation L_k (paper, eq. 1): the mean squared error between the decoded descriptors
 * and the pretrained network's, over all positions and components. It uses the mean, not the sum over
 * components, so that with standardised targets it is the unexplained share of their variance.
 */
export function distillationLoss(tf: TensorFlow, decoded: Tensor, target: Tensor): Scalar {
  return tf.tidy(() => tf.mean(tf.squaredDifference(decoded, target)).asScalar());
}

/**
 * Computes metric learning L_m (paper, eq. 2 and 3): mean of max{0, δ + δ⁺ − δ⁻} over triplets of descriptors
 * `[n, D]`, δ⁺ = ‖a − p‖², δ⁻ = min{‖a − n‖², ‖p − n‖²}.
 */
export function metricLoss(
  tf: TensorFlow,
  anchor: Tensor2D,
  positive: Tensor2D,
  negative: Tensor2D,
  margin: number,
): Scalar {
  return tf.tidy(() => {
    const distance = (a: Tensor2D, b: Tensor2D) => tf.squaredDifference(a, b).sum(1);
    const near = distance(anchor, positive);
    const far = tf.minimum(distance(anchor, negative), distance(positive, negative));
    return tf.mean(tf.relu(near.sub(far).add(margin))).asScalar();
  });
}

/**
 * Computes compactness L_c: mean of c_ij² over i ≠ j, where c is the correlation matrix of descriptors `[n,
 * D]` over the batch. The paper sums c_ij (eq. 4), which rewards negative correlation. The square is smallest
 * for uncorrelated components, smooth there, and its mean does not grow with D.
 */
export function compactnessLoss(tf: TensorFlow, descriptors: Tensor2D): Scalar {
  return tf.tidy(() => {
    const size = descriptors.shape[1];
    const centred = descriptors.sub(descriptors.mean(0));
    const unit = centred.div<Tensor2D>(centred.square().sum(0).sqrt().add(1e-6));
    const correlation = tf.matMul(unit, unit, true, false);
    const offDiagonal = correlation.mul(tf.scalar(1).sub(tf.eye(size)));
    return offDiagonal
      .square()
      .sum()
      .div(size * (size - 1))
      .asScalar();
  });
}
