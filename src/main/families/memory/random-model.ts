import { wholePicture } from '../../../shared/domain/region.ts';
import { readBackbone } from '../../learning/backbone-file.ts';
import { ordinaryNormalisation, ordinaryScoring } from '../../learning/ordinary-statistics.ts';
import { randomView } from '../../learning/remembering/random-view.ts';
import type { ViewSettings } from '../../learning/remembering/settings.ts';
import { backboneMultiple } from '../../networks/onnx/backbone.ts';
import { viewGrid, type RememberedView } from '../../networks/remembering/views.ts';
import type { Family } from '../family.ts';
import { memoryGraph } from './graph/model-graph.ts';
import { memoryPresetSchema, memorySettings } from './settings.ts';

/** Makes a memory with the usual largest number of members. */
export const randomMemory: Family['randomModel'] = async (preset, { side, backboneFile }) => {
  const { model: backbone } = await readBackbone(backboneFile);
  const settings = memorySettings(memoryPresetSchema.parse(preset), { falseRejectRates: null });
  const [first, ...others] = settings.views;
  const viewOf = (view: ViewSettings): RememberedView => {
    const scaled = (side * view.inputSize) / first.inputSize;
    const rounded = Math.round(scaled / backboneMultiple) * backboneMultiple;
    return randomView(view, [rounded, rounded], settings);
  };
  const views = [viewOf(first), ...others.map(viewOf)] as const;
  return memoryGraph(
    { backbone, views },
    views.map((view) => {
      const [rows, columns] = viewGrid(view);
      return ordinaryNormalisation(rows * columns);
    }),
    { ...settings, ...ordinaryScoring, area: wholePicture },
    { members: 'constant', metadata: {} },
  );
};
