import { Tensor } from 'onnxruntime-node';
import { membersName } from '../../networks/remembering/nearest-member.ts';
import { memberCountOf, type RememberedView } from '../../networks/remembering/views.ts';
import type { TrainingImage } from '../training-image.ts';
import type { Likeness } from './likeness.ts';
import type { RememberedImages } from './remember-images.ts';

/**
 * A view that still knows which image gave what to its members. Calibration is by leave-one-image-out (decision 0026): an image that is
 * compared with its own descriptors is nearer to the memory than any new image will be, so that each is compared with a memory made
 * without them.
 */
export type LeaveOutView = RememberedView & RememberedImages;

/** What is left out with an image: this share of all images, those most like it, and at least one (decision 0109). */
const alikeShare = 0.1;

/**
 * Inputs of calibration's graphs, image by image: each view's members as they are without the image and those most like it. A twin, or a
 * neighbour in a series of pictures, would judge it as if it were known; parts to come have no twin in the memory.
 *
 * @param likeness says which images are left out together, for all views alike
 * @param images how many there are
 */
export function leaveAlikeOut(
  likeness: Likeness,
  images: number,
): (views: readonly LeaveOutView[], image: TrainingImage) => Record<string, Tensor> {
  const count = Math.max(1, Math.round(alikeShare * images));
  const groups = new Map<string, readonly TrainingImage[]>();
  const groupOf = (image: TrainingImage): readonly TrainingImage[] => {
    const known = groups.get(image.sha256) ?? [image, ...likeness.likest(image, count)];
    groups.set(image.sha256, known);
    return known;
  };
  return (views, image) => membersWithout(views, groupOf(image));
}

function membersWithout(
  views: readonly LeaveOutView[],
  images: readonly TrainingImage[],
): Record<string, Tensor> {
  return Object.fromEntries(
    views.map((view) => [
      membersName(view),
      new Tensor('float32', view.membersWithout(images), [memberCountOf(view), view.moments.mean.length]),
    ]),
  );
}
