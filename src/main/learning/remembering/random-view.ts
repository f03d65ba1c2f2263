import { seededRandom } from '../../networks/random.ts';
import { descriptorChannels, type RememberedView } from '../../networks/remembering/views.ts';
import { ordinaryMoments } from '../ordinary-statistics.ts';
import type { RememberingSettings, ViewSettings } from './settings.ts';

/** Members of a view with one descriptor every 32 pixels, typical for a few hundred images. */
const coarseMembers = 500;

/** Makes a view with random members, as many as a trained one has at most. */
export function randomView(
  { name, sees, weight, mapWeight }: ViewSettings,
  size: readonly [number, number],
  { mostMembers }: RememberingSettings,
): RememberedView {
  const random = seededRandom(mostMembers);
  const channels = descriptorChannels(sees);
  const members = sees === 'places' ? mostMembers : coarseMembers;
  return {
    name,
    sees,
    weight,
    mapWeight,
    size,
    moments: ordinaryMoments(channels),
    members: new Float32Array(members * channels).map(() => random.normal()),
  };
}
