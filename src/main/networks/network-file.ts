import { StationError } from '../../shared/domain/station-error.ts';
import { decodeSafetensors, encodeSafetensors, type NamedTensor, type TensorType } from './safetensors.ts';
import type { NetworkWeights } from './weights.ts';

const kernelName = (layer: number) => `layers.${layer}.kernel`;
const biasName = (layer: number) => `layers.${layer}.bias`;

/** Weights as named tensors: `layers.<n>.kernel` (HWIO) and `layers.<n>.bias`. */
export function weightTensors(weights: NetworkWeights): Map<string, NamedTensor> {
  return new Map(
    weights.flatMap(({ kernel, kernelShape, bias }, layer): [string, NamedTensor][] => [
      [kernelName(layer), { shape: kernelShape, data: kernel }],
      [biasName(layer), { shape: [bias.length], data: bias }],
    ]),
  );
}

/**
 * Extracts the weights from named tensors.
 *
 * @param shapes kernel shapes of the network
 * @param name of the file, for the error
 * @throws StationError CORRUPT_MODEL if a tensor is missing or has another shape
 */
export function weightsFromTensors(
  tensors: ReadonlyMap<string, NamedTensor>,
  shapes: readonly (readonly [number, number, number, number])[],
  name: string,
): NetworkWeights {
  return shapes.map((kernelShape, layer) => {
    const kernel = tensors.get(kernelName(layer));
    const bias = tensors.get(biasName(layer));
    if (
      !kernel ||
      !bias ||
      kernel.shape.join() !== kernelShape.join() ||
      bias.data.length !== kernelShape[3]
    ) {
      throw new StationError('CORRUPT_MODEL', `${name} does not hold the weights of this network.`);
    }
    return { kernel: kernel.data, kernelShape, bias: bias.data };
  });
}

/** Encodes a network's weights as a safetensors file; errors as {@link encodeSafetensors}. */
export function encodeWeights(weights: NetworkWeights, type: TensorType = 'F32'): Uint8Array {
  return encodeSafetensors({ tensors: weightTensors(weights), metadata: {} }, type);
}

/** Decodes the file of {@link encodeWeights} to float32; errors as {@link weightsFromTensors}. */
export function decodeWeights(
  bytes: Uint8Array,
  shapes: readonly (readonly [number, number, number, number])[],
  name: string,
): NetworkWeights {
  return weightsFromTensors(decodeSafetensors(bytes, name).tensors, shapes, name);
}
