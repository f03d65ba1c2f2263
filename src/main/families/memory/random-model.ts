import { memoryPresetSchema, memorySettings, type MemorySettings, type ViewSettings } from './settings.ts';
import { wholePicture } from '../../../shared/domain/region.ts';
import { memoryGraph } from './graph/model-graph.ts';
import {
  descriptorChannels,
  viewGrid,
  type MemoryView,
  type RememberedView,
} from '../../networks/remembering/views.ts';
import { backboneMultiple } from '../../networks/onnx/backbone.ts';
import { seededRandom } from '../../networks/random.ts';
import { readBackbone } from '../../learning/backbone-file.ts';
import {
  ordinaryMoments,
  ordinaryNormalisation,
  ordinaryScoring,
} from '../../learning/ordinary-statistics.ts';
import type { Family } from '../family.ts';

/** Members of a view with one descriptor every 32 pixels: those that a few hundred images leave. */
const coarseMembers = 500;

/** A memory of as many members as there usually are at most. */
export const randomMemory: Family['randomModel'] = async (preset, { side, backboneFile }) => {
  const { model: backbone } = await readBackbone(backboneFile);
  const settings = memorySettings(memoryPresetSchema.parse(preset));
  const [first, ...others] = settings.views;
  const viewOf = (view: ViewSettings): RememberedView => {
    const scaled = (side * view.inputSize) / first.inputSize;
    const own = Math.round(scaled / backboneMultiple) * backboneMultiple;
    return randomView(view, [own, own], settings);
  };
  const views = [viewOf(first), ...others.map(viewOf)] as const;
  return memoryGraph(
    { backbone, views },
    views.map((view) => ordinaryNormalisation(cells(view))),
    { ...settings, ...ordinaryScoring, area: wholePicture },
    { members: 'constant', metadata: {} },
  );
};

/** A view with random members. */
export function randomView(
  { name, sees, weight }: ViewSettings,
  size: readonly [number, number],
  { mostMembers }: MemorySettings,
): RememberedView {
  const random = seededRandom(mostMembers);
  const channels = descriptorChannels(sees);
  const members = sees === 'places' ? mostMembers : coarseMembers;
  return {
    name,
    sees,
    weight,
    size,
    moments: ordinaryMoments(channels),
    members: new Float32Array(members * channels).map(() => random.normal()),
  };
}

function cells(view: MemoryView): number {
  const [rows, columns] = viewGrid(view);
  return rows * columns;
}
