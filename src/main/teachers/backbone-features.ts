import { readFile } from 'node:fs/promises';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';
import { GraphBuilder } from '../networks/onnx/graph-builder.ts';
import { mergeModel } from '../networks/onnx/merge-model.ts';
import { readModel } from '../networks/onnx/model-file.ts';
import { elementTypes } from '../networks/onnx/onnx-schema.ts';
import { pixelOffset, pixelScale } from '../networks/onnx/preprocess.ts';
import { sha256 } from '../hash.ts';

/** Outputs of the backbone that a teacher learns to predict. */
const layers = ['stride4', 'stride8', 'stride16'];
/** Channels of these together. */
export const featureChannels = 24 + 40 + 112;

/** Dense features of the pretrained network P. */
export interface BackboneFeatures {
  /** Hash of the backbone's file. */
  readonly sha256: string;
  /** Features `[B, grid, grid, 176]` of crops uint8 `[B, side, side, 3]`. */
  run(crops: Uint8Array, count: number): Promise<Float32Array>;
  release(): Promise<void>;
}

/**
 * Opens the pretrained network (EfficientNet-Lite0) up to stride 16. Its three outputs are averaged over 3×3 cells and
 * resized to one grid, so that each position describes its surroundings at three sizes.
 *
 * @param options side of the crops and of the grid of features
 * @throws StationError NO_TEACHER if the file cannot be read, CORRUPT_MODEL if it is no such network
 */
export async function openBackboneFeatures(
  file: string,
  options: { readonly side: number; readonly grid: number },
): Promise<BackboneFeatures> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new StationError('NO_TEACHER', `The pretrained network ${file} cannot be read.`, messageOf(error));
  });
  const session = await InferenceSession.create(featureGraph(bytes, file, options));
  return {
    sha256: sha256(bytes),
    async run(crops, count) {
      const input = new Tensor('uint8', crops, [count, options.side, options.side, 3]);
      const { features } = await session.run({ crops: input });
      if (!(features?.data instanceof Float32Array)) {
        throw new TypeError('The backbone gave no float32 features');
      }
      return features.data;
    },
    release: () => session.release(),
  };
}

function featureGraph(
  bytes: Uint8Array,
  file: string,
  { side, grid }: { side: number; grid: number },
): Uint8Array {
  const graph = new GraphBuilder('backbone-features');
  const crops = graph.input('crops', 'uint8', ['batch', side, side, 3]);
  const cast = graph.node('Cast', [crops], { to: elementTypes.float });
  const planes = graph.node('Transpose', [cast], { perm: [0, 3, 1, 2] });
  const centred = graph.node('Sub', [planes, graph.scalar('pixel_offset', pixelOffset)]);
  const image = graph.node('Div', [centred, graph.scalar('pixel_scale', pixelScale)]);
  const outputs = mergeModel(graph, readModel(bytes, file), {
    prefix: 'backbone',
    inputs: { image },
    values: layers,
  });
  const size = graph.integers('grid', [grid, grid]);
  const resized = outputs.map((output) => {
    const averaged = graph.node('AveragePool', [output], { kernel_shape: [3, 3], pads: [1, 1, 1, 1] });
    return graph.node('Resize', [averaged, '', '', size], { mode: 'linear', axes: [2, 3] });
  });
  const joined = graph.node('Concat', resized, { axis: 1 });
  const last = graph.node('Transpose', [joined], { perm: [0, 2, 3, 1] });
  graph.output('features', last, 'float', ['batch', grid, grid, featureChannels]);
  return graph.serialise();
}
