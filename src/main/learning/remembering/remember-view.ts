import { areaMask } from '../../../shared/domain/region.ts';
import { descriptorChannels, viewGrid, type RememberedView } from '../../networks/remembering/views.ts';
import type { TrainingOrder } from '../training-order.ts';
import type { LeaveOutView } from './leave-alike-out.ts';
import { collectLikeness, type Likeness } from './likeness.ts';
import { rememberImages, type ImagesToRemember } from './remember-images.ts';
import type { MemberKind } from './settings.ts';

/** A view without members yet. */
export interface OpenView extends Omit<RememberedView, 'moments' | 'members'> {
  readonly membersAre: MemberKind;
}

type ViewTraining = Pick<ImagesToRemember, 'images' | 'descriptors' | 'settings' | 'signal' | 'report'>;

/**
 * Learns a view's members from images, inside the order's area.
 *
 * @throws StationError CANCELLED, and if an image can no longer be read
 */
export async function rememberView(
  view: OpenView,
  { seed, area }: Pick<TrainingOrder, 'seed' | 'area'>,
  training: ViewTraining,
): Promise<LeaveOutView> {
  const remembered = await rememberImages({
    ...training,
    channels: descriptorChannels(view.sees),
    inside: areaMask(area, ...viewGrid(view)),
    membersAre: view.membersAre,
    seed,
  });
  return { ...view, ...remembered };
}

/**
 * Learns a view's members and the similarity of the images. One view of a model provides the similarity for
 * all.
 *
 * @throws StationError as {@link rememberView}
 */
export async function rememberViewAndLikeness(
  view: OpenView,
  order: Pick<TrainingOrder, 'seed' | 'area'>,
  training: ViewTraining,
): Promise<LeaveOutView & Likeness> {
  const grid = viewGrid(view);
  const pictures = collectLikeness(grid, areaMask(order.area, ...grid));
  const remembered = await rememberView(view, order, {
    ...training,
    async descriptors(image) {
      const planes = await training.descriptors(image);
      pictures.add(image, planes);
      return planes;
    },
  });
  return { ...remembered, ...pictures.result(remembered.moments) };
}
