import { Tensor } from 'onnxruntime-node';
import { membersName } from '../../networks/remembering/nearest-member.ts';
import { memberCountOf, type RememberedView } from '../../networks/remembering/views.ts';
import type { TrainingImage } from '../training-image.ts';
import type { RememberedImages } from './remember-images.ts';

/**
 * A view that still knows which image gave what to its members. Calibration is by leave-one-image-out (decision 0026): an image that is
 * compared with its own descriptors is nearer to the memory than any new image will be, so that each is compared with a memory made
 * without them.
 */
export type LeaveOneOutView = RememberedView & RememberedImages;

/** Inputs of calibration's graphs, by name: each view's members as they are without an image. */
export function membersWithout(
  views: readonly LeaveOneOutView[],
  image: TrainingImage,
): Record<string, Tensor> {
  return Object.fromEntries(
    views.map((view) => [
      membersName(view),
      new Tensor('float32', view.membersWithout(image), [memberCountOf(view), view.moments.mean.length]),
    ]),
  );
}
