import { elementTypes } from './onnx-schema.ts';
import type { GraphBuilder } from './graph-builder.ts';

/** Pixels x enter every network as (x − 127) / 128, the convention of the pretrained network. */
export const pixelOffset = 127;
export const pixelScale = 128;

/**
 * Appends a model's input: `frame` uint8 `[1, H, W, C]`, C = 3, or 4 with an ignored alpha → float32 `[1, 3,
 * h, w]` as in {@link appendPreprocessing}.
 *
 * @returns the name of the float32 value
 */
export function appendFrame(graph: GraphBuilder, [height, width]: readonly [number, number]): string {
  return appendPreprocessing(graph, appendColours(graph), { height, width });
}

/** Appends the input `frame` uint8 `[1, H, W, C]` and drops all but three channels: uint8 `[1, H, W, 3]`. */
export function appendColours(graph: GraphBuilder): string {
  const frame = graph.input('frame', 'uint8', [1, 'height', 'width', 'channels']);
  return graph.node('Slice', [
    frame,
    graph.integers('first_channel', [0]),
    graph.integers('after_last_channel', [3]),
    graph.integers('channel_axis', [3]),
  ]);
}

/**
 * Appends the preprocessing of a frame: uint8 `[1, H, W, 3]`, H and W open → float32 `[1, 3, height, width]`, resized
 * bilinearly with antialiasing where it shrinks, normalised to (x − 127) / 128.
 *
 * @param frame name of the uint8 value
 * @returns the name of the float32 value
 */
export function appendPreprocessing(
  graph: GraphBuilder,
  frame: string,
  size: { readonly height: number; readonly width: number },
): string {
  const planes = appendPlanes(graph, frame);
  const sizes = graph.integers('input_size', [1, 3, size.height, size.width]);
  const resized = graph.node('Resize', [planes, '', '', sizes], {
    mode: 'linear',
    antialias: 1,
    coordinate_transformation_mode: 'half_pixel',
  });
  return appendNormalisation(graph, resized);
}

/**
 * Appends the preprocessing of pictures that have the network's size: uint8 `[B, H, W, 3]` → float32 `[B, 3, H, W]`,
 * normalised to (x − 127) / 128.
 *
 * @param pictures name of the uint8 value
 * @returns the name of the float32 value
 */
export function appendPictures(graph: GraphBuilder, pictures: string): string {
  return appendNormalisation(graph, appendPlanes(graph, pictures));
}

function appendPlanes(graph: GraphBuilder, pixels: string): string {
  const planes = graph.node('Transpose', [pixels], { perm: [0, 3, 1, 2] });
  return graph.node('Cast', [planes], { to: elementTypes.float });
}

function appendNormalisation(graph: GraphBuilder, planes: string): string {
  const centred = graph.node('Sub', [planes, graph.scalar('pixel_offset', pixelOffset)]);
  return graph.node('Mul', [centred, graph.scalar('pixel_scale', 1 / pixelScale)]);
}
