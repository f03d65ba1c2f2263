import { areaMask } from '../../../shared/domain/region.ts';
import { descriptorChannels, viewGrid, type RememberedView } from '../../networks/remembering/views.ts';
import type { TrainingOrder } from '../training-order.ts';
import type { LeaveOutView } from './leave-alike-out.ts';
import { collectLikeness } from './likeness.ts';
import { rememberImages, type ImagesToRemember } from './remember-images.ts';
import type { MemberKind } from './settings.ts';

/** A view of which nothing is remembered yet. */
export interface OpenView extends Omit<RememberedView, 'moments' | 'members'> {
  readonly membersAre: MemberKind;
}

/**
 * Remembers what a view sees of images, inside the order's area.
 *
 * @throws StationError CANCELLED, and when an image can no longer be read
 */
export async function rememberView(
  view: OpenView,
  { seed, area }: Pick<TrainingOrder, 'seed' | 'area'>,
  training: Pick<ImagesToRemember, 'images' | 'descriptors' | 'settings' | 'signal' | 'report'>,
): Promise<LeaveOutView> {
  const grid = viewGrid(view);
  const inside = areaMask(area, ...grid);
  const pictures = collectLikeness(grid, inside);
  const remembered = await rememberImages({
    ...training,
    async descriptors(image) {
      const planes = await training.descriptors(image);
      pictures.add(image, planes);
      return planes;
    },
    channels: descriptorChannels(view.sees),
    inside,
    membersAre: view.membersAre,
    seed,
  });
  return { ...view, ...remembered, ...pictures.result(remembered.moments) };
}
