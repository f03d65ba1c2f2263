import { wholePicture } from '../../../shared/domain/region.ts';
import { readBackbone } from '../../learning/backbone-file.ts';
import {
  ordinaryMoments,
  ordinaryNormalisation,
  ordinaryScoring,
} from '../../learning/ordinary-statistics.ts';
import { randomView } from '../../learning/remembering/random-view.ts';
import { initialWeights } from '../../networks/weights.ts';
import type { Family } from '../family.ts';
import { viewGrid } from '../../networks/remembering/views.ts';
import { pyramidGraph } from './graph/model-graph.ts';
import { imitatedLayers, studentKernels } from './graph/spec.ts';
import { pyramidPresetSchema, pyramidSettings } from './settings.ts';

/** Makes the pretrained teacher with random students. */
export const randomPyramid: Family['randomModel'] = async (preset, { side, backboneFile }) => {
  const { model: backbone } = await readBackbone(backboneFile);
  const settings = pyramidSettings(pyramidPresetSchema.parse(preset), { falseRejectRates: null });
  const size = [side, side] as const;
  const [rows, columns] = viewGrid({ size, sees: 'places' });
  return pyramidGraph(
    {
      backbone,
      size,
      widths: settings,
      moments: imitatedLayers.map(({ channels }) => ordinaryMoments(channels)),
      students: Array.from({ length: settings.students }, (_, seed) =>
        initialWeights(studentKernels(settings), seed),
      ),
      memory: settings.memory ? randomView(settings.memory.view, size, settings.memory) : null,
    },
    settings.weights.error.map(() => ordinaryNormalisation(rows * columns)),
    settings.weights,
    { ...settings, ...ordinaryScoring, area: wholePicture },
    { members: 'constant', metadata: {} },
  );
};
