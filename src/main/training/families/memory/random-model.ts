import { wholePicture } from '../../../../shared/domain/region.ts';
import { memoryGraph, memoryGrid, type Memory } from '../../../networks/families/memory/model-graph.ts';
import { denseChannels } from '../../../networks/onnx/backbone.ts';
import { seededRandom } from '../../../networks/random.ts';
import { readBackbone } from '../../../teachers/backbone-file.ts';
import { ordinaryMoments, ordinaryNormalisation, ordinaryScoring } from '../ordinary-statistics.ts';
import type { MakeRandomModel } from '../random-models.ts';
import { instant, type MemorySettings } from './settings.ts';

/** A memory of as many members as there are at most. */
export const randomMemory: MakeRandomModel = async (_preset, { side, backboneFile }) => {
  const { model: backbone } = await readBackbone(backboneFile);
  const size = [side, side] as const;
  const [rows, columns] = memoryGrid(size);
  return memoryGraph(
    { backbone, size, ...randomMembers(instant) },
    ordinaryNormalisation(rows * columns),
    { ...instant, ...ordinaryScoring, area: wholePicture },
    { members: 'constant', metadata: {} },
  );
};

export function randomMembers({ mostMembers }: MemorySettings): Pick<Memory, 'moments' | 'members'> {
  const random = seededRandom(mostMembers);
  return {
    moments: ordinaryMoments(denseChannels),
    members: new Float32Array(mostMembers * denseChannels).map(() => random.normal()),
  };
}
