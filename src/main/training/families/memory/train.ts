import { areaMask } from '../../../../shared/domain/region.ts';
import type { MemoryCard } from '../../../models/cards/memory.ts';
import { modelFiles } from '../../../models/store.ts';
import {
  distanceGraph,
  memoryGraph,
  memoryGrid,
  memoryStride,
  type Memory,
} from '../../../networks/families/memory/model-graph.ts';
import { backboneMultiple, denseChannels } from '../../../networks/onnx/backbone.ts';
import type { ScaleNormalisation, ScoreSettings } from '../../../networks/onnx/model-outputs.ts';
import { seededRandom } from '../../../networks/random.ts';
import { encodeSafetensors } from '../../../networks/safetensors.ts';
import { readBackbone } from '../../../teachers/backbone-file.ts';
import { runtimeVersions } from '../../../teachers/runtime-versions.ts';
import { calibrate } from '../../calibrate.ts';
import { keepByImage } from '../../image-cache.ts';
import { permutation } from '../../image-order.ts';
import { inputSizeFor } from '../../input-size.ts';
import { overallStatistics } from '../../position-statistics.ts';
import { createProgress, type PhaseShares } from '../../progress.ts';
import type { TrainingOrder } from '../../protocol.ts';
import { readImages } from '../../select-images.ts';
import type { TrainingHooks } from '../../training-hooks.ts';
import { cardOrigin, contentOf, graphMetadata, writeModel } from '../../write-model.ts';
import { membersFor, openDescriptors } from './descriptors.ts';
import { rememberImages } from './remember.ts';
import { instant } from './settings.ts';

const phases: PhaseShares = [
  ['teacher-descriptors', 0.3],
  ['memory', 0.3],
  ['validation-statistics', 0.2],
  ['export', 0.2],
];

/**
 * Makes a model that remembers: the pretrained network's descriptors of the good images, as many as cover them all.
 *
 * Every image is remembered. To a memory its own images look better than new ones ever will, so that statistics and limits come
 * from each image judged by the memory without what the image gave to it.
 *
 * @throws StationError TOO_FEW_IMAGES, NO_TEACHER, CORRUPT_MODEL, CANCELLED, DISK_FULL
 */
export async function trainMemory(order: TrainingOrder, hooks: TrainingHooks): Promise<MemoryCard> {
  const started = performance.now();
  const settings = {
    ...instant,
    falseRejectRates: order.choices.falseRejectRates ?? instant.falseRejectRates,
  };
  const report = createProgress(hooks.onProgress, phases);
  const backbone = await readBackbone(order.backboneFile);
  const size = inputSizeFor(order.images, settings.inputSize, backboneMultiple);
  const teacher = { backbone: backbone.model, size };
  const grid = memoryGrid(size);
  const source = await openDescriptors(teacher);
  const { signal } = hooks;
  try {
    const { get: descriptors } = keepByImage(source.descriptors, ({ byteLength }) => byteLength);
    const { readable: images, skipped } = await readImages(order.images, order.productName, descriptors, {
      signal,
      report: report.phase('teacher-descriptors'),
    });
    const remembered = await rememberImages({
      images,
      descriptors,
      inside: areaMask(order.area, ...grid),
      settings,
      seed: order.seed,
      signal,
      report: report.phase('memory'),
    });
    const memory: Memory = { ...teacher, moments: remembered.moments, members: remembered.members };
    const shape = [memory.members.length / denseChannels, denseChannels];
    const graphOf = (
      normalisations: readonly ScaleNormalisation[],
      scoring: ScoreSettings,
      options: Parameters<typeof memoryGraph>[3],
    ): Uint8Array => {
      const [normalisation] = normalisations;
      if (!normalisation) throw new Error('A memory is normalised once');
      return memoryGraph(memory, normalisation, scoring, options);
    };
    const judged = permutation(images.length, seededRandom(order.seed, 1))
      .slice(0, settings.judgedImages)
      .flatMap((index) => images.slice(index, index + 1));
    const calibration = await calibrate({
      settings,
      area: order.area,
      size,
      scales: [
        {
          graph: distanceGraph(memory),
          uncertain: false,
          grid,
          statistics: (cells, inside) => overallStatistics(cells, inside, settings.leastDeviation),
        },
      ],
      graph: (normalisations, scoring) =>
        graphOf(normalisations, scoring, { members: 'input', metadata: {} }),
      inputs: (image) => membersFor(remembered, image),
      training: [],
      validation: judged,
      validationKind: 'good images, each judged by the memory without its own descriptors',
      report,
      signal,
    });
    const graph = graphOf(calibration.normalisations, calibration.scoring, {
      members: 'constant',
      metadata: { ...graphMetadata(order), teacher: 'EfficientNet-Lite0, Apache-2.0' },
    });
    const { mean, deviation } = memory.moments;
    const learnt = encodeSafetensors({
      tensors: new Map([
        ['members', { shape, data: memory.members }],
        ['mean', { shape: [denseChannels], data: Float32Array.from(mean) }],
        ['deviation', { shape: [denseChannels], data: Float32Array.from(deviation) }],
      ]),
      metadata: {},
    });
    const card: MemoryCard = {
      format: 3,
      ...cardOrigin(order, { training: images, validation: judged, skipped }),
      family: 'memory',
      preset: 'instant',
      graph: { file: modelFiles.graph, ...contentOf(graph), inputSize: [...size] },
      learnt: { file: 'memory.safetensors', ...contentOf(learnt) },
      settings: {
        teacher: { name: 'efficientnet-lite0', sha256: backbone.sha256 },
        seed: order.seed,
        members: shape[0] ?? 0,
        candidates: remembered.candidates,
        radius: remembered.radius,
        stride: memoryStride,
        smoothing: settings.smoothing,
        topShare: settings.topShare,
        area: order.area,
      },
      statistics: { distance: calibration.statistics[0]?.regressionError ?? { mean: 0, deviation: 1 } },
      thresholds: calibration.thresholds,
      trainingSeconds: (performance.now() - started) / 1000,
      versions: runtimeVersions(null),
    };
    return await writeModel(order.outputFolder, { graph, learnt, card });
  } finally {
    await source.close();
  }
}
