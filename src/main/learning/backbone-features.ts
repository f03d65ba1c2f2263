import { InferenceSession, Tensor } from 'onnxruntime-node';
import { StationError } from '../../shared/domain/station-error.ts';
import { appendDenseFeatures, backboneMultiple, denseChannels } from '../networks/onnx/backbone.ts';
import { GraphBuilder } from '../networks/onnx/graph-builder.ts';
import { mergeModel } from '../networks/onnx/merge-model.ts';
import type { OnnxModel } from '../networks/onnx/onnx-schema.ts';
import { appendPictures } from '../networks/onnx/preprocess.ts';
import { readBackbone } from './backbone-file.ts';

/** Channels of the backbone's globally pooled features. */
const embeddingChannels = 1280;

/** The pretrained network's features of pictures. A teacher learns to predict them. */
export interface BackboneFeatures {
  /** Hash of the backbone's file. */
  readonly sha256: string;
  readonly channels: number;
  /** Features `[count · positions, channels]` of pictures uint8 `[count, side, side, 3]`. */
  run(pictures: Uint8Array, count: number): Promise<Float32Array>;
  release(): Promise<void>;
}

/**
 * Opens the pretrained network (EfficientNet-Lite0) up to stride 16. Its three outputs are averaged over 3×3
 * cells and resized to one grid, so that each position describes its surroundings at three sizes. Enlarging
 * the pictures makes these surroundings smaller, closer to what a patch network sees.
 *
 * @param options side of the pictures and of the grid of features, and the enlargement of the pictures
 * @throws StationError NO_TEACHER if the file cannot be read, CORRUPT_MODEL if it is another network
 */
export function openDenseFeatures(
  file: string,
  { side, grid, magnification }: { side: number; grid: number; magnification: number },
): Promise<BackboneFeatures> {
  return openFeatures(file, side, denseChannels, (graph, pictures, model) => {
    const image = appendEnlarged(graph, pictures, side * magnification);
    const features = appendDenseFeatures(graph, image, model, { grid: [grid, grid], borders: 'left out' });
    return graph.node('Transpose', [features], { perm: [0, 2, 3, 1] });
  });
}

/**
 * Opens the pretrained network up to its globally pooled features: one embedding per picture, which the paper
 * distils.
 *
 * @param options side of the pictures, and their enlargement, rounded to a multiple of 32 pixels
 * @throws StationError NO_TEACHER if the file cannot be read, CORRUPT_MODEL if it is another network
 */
export function openEmbedding(
  file: string,
  { side, magnification }: { side: number; magnification: number },
): Promise<BackboneFeatures> {
  const enlarged = Math.max(1, Math.round((side * magnification) / backboneMultiple)) * backboneMultiple;
  return openFeatures(file, side, embeddingChannels, (graph, pictures, model) => {
    const image = appendEnlarged(graph, pictures, enlarged);
    const values = [pooledValue(model, file)];
    const [features = ''] = mergeModel(graph, model, { prefix: 'backbone', inputs: { image }, values });
    return graph.node('GlobalAveragePool', [features]);
  });
}

/**
 * Returns the name of the value that the embedding is the mean of. The mean itself is left out, because its
 * operator changed between versions of ONNX.
 */
function pooledValue(model: OnnxModel, file: string): string {
  const producer = model.graph.node.find(({ output }) => output.includes('embedding'));
  const [value] = producer?.input ?? [];
  if (value === undefined) {
    throw new StationError('CORRUPT_MODEL', `${file} has no output “embedding”: it is another network.`);
  }
  return value;
}

async function openFeatures(
  file: string,
  side: number,
  channels: number,
  append: (graph: GraphBuilder, pictures: string, model: OnnxModel) => string,
): Promise<BackboneFeatures> {
  const backbone = await readBackbone(file);
  const graph = new GraphBuilder('backbone-features');
  const pictures = graph.input('pictures', 'uint8', ['count', side, side, 3]);
  const rows = graph.integers('rows', [-1, channels]);
  const features = graph.node('Reshape', [append(graph, pictures, backbone.model), rows]);
  graph.output('features', features, 'float', ['positions', channels]);
  const session = await InferenceSession.create(graph.serialise());
  return {
    sha256: backbone.sha256,
    channels,
    async run(data, count) {
      const input = new Tensor('uint8', data, [count, side, side, 3]);
      const output = (await session.run({ pictures: input })).features;
      if (!(output?.data instanceof Float32Array)) {
        throw new TypeError('The backbone gave no float32 features');
      }
      return output.data;
    },
    release: () => session.release(),
  };
}

/** Appends the conversion of pictures to the pretrained network's input, float32 `[count, 3, side, side]`. */
function appendEnlarged(graph: GraphBuilder, pictures: string, side: number): string {
  return graph.node(
    'Resize',
    [appendPictures(graph, pictures), '', '', graph.integers('enlarged', [side, side])],
    {
      mode: 'linear',
      axes: [2, 3],
    },
  );
}
