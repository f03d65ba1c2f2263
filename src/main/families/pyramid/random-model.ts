import { pyramidPresetSchema, pyramidSettings } from './settings.ts';
import { wholePicture } from '../../../shared/domain/region.ts';
import { mapStride, pyramidGraph } from './graph/model-graph.ts';
import { cellsOf, imitatedLayers, seenLayer, studentKernels, studentLevels } from './graph/spec.ts';
import { initialWeights } from '../../networks/weights.ts';
import { readBackbone } from '../../learning/backbone-file.ts';
import { randomView } from '../memory/random-model.ts';
import {
  ordinaryMoments,
  ordinaryNormalisation,
  ordinaryScoring,
} from '../../learning/ordinary-statistics.ts';
import type { Family } from '../family.ts';

/** The pretrained teacher with random students. */
export const randomPyramid: Family['randomModel'] = async (preset, { side, backboneFile }) => {
  const { model: backbone } = await readBackbone(backboneFile);
  const settings = pyramidSettings(pyramidPresetSchema.parse(preset), { falseRejectRates: null });
  const size = [side, side] as const;
  const levels = studentLevels(settings.width);
  const strides = [...imitatedLayers.map(({ stride }) => stride), mapStride];
  return pyramidGraph(
    {
      backbone,
      size,
      levels,
      moments: {
        seen: ordinaryMoments(seenLayer.channels),
        levels: imitatedLayers.map(({ channels }) => ordinaryMoments(channels)),
      },
      students: Array.from({ length: settings.students }, (_, seed) =>
        initialWeights(studentKernels(levels), seed),
      ),
      memory: settings.memory ? randomView(settings.memory.views[0], size, settings.memory) : null,
    },
    strides.map((stride) => {
      const [rows, columns] = cellsOf(size, stride);
      return ordinaryNormalisation(rows * columns);
    }),
    settings.weights,
    { ...settings, ...ordinaryScoring, area: wholePicture },
    { members: 'constant', metadata: {} },
  );
};
