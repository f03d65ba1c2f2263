import { Tensor } from 'onnxruntime-node';
import { membersName } from '../../networks/remembering/nearest-member.ts';
import { memberCountOf, type RememberedView } from '../../networks/remembering/views.ts';
import type { TrainingImage } from '../training-image.ts';
import type { Likeness } from './likeness.ts';
import type { RememberedImages } from './remember-images.ts';

/**
 * A view that also knows which image contributed to which member. Calibration leaves images out (decision
 * 0026): an image is closer to its own descriptors than any new image will be, so each is compared with a
 * memory without them.
 */
export type LeaveOutView = RememberedView & RememberedImages;

/**
 * Share of all images, those most alike, that are left out with an image; at least one, and all further shots of its
 * part (decision 0109).
 */
const alikeShare = 0.1;

/**
 * Returns the inputs of calibration's graphs, image by image: each view's members without the image and those
 * most like it. A twin or a neighbour in a series would make the image look known, but new parts have no twin in
 * the memory.
 *
 * @param likeness decides which images are left out together, for all views
 * @param images number of images
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
