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
import { mapStride, pyramidGraph } from './graph/model-graph.ts';
import { cellsOf, imitatedLayers, seenLayer, studentKernels, studentLevels } from './graph/spec.ts';
import { pyramidPresetSchema, pyramidSettings } from './settings.ts';

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
      memory: settings.memory ? randomView(settings.memory.view, size, settings.memory) : null,
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
