import type { ComponentMoments } from '../../networks/component-moments.ts';
import { weightTensors } from '../../networks/network-file.ts';
import { memberCountOf } from '../../networks/remembering/views.ts';
import { encodeSafetensors, type NamedTensor } from '../../networks/safetensors.ts';
import type { Pyramid } from './graph/model-graph.ts';

/**
 * Encodes a pyramid as a safetensors file: `level_1.mean`, `level_1.deviation` and so on,
 * `student_1.layers.0.kernel` and so on; with a memory, `memory.members`, `memory.mean`, `memory.deviation`.
 */
export function encodePyramid({ moments, students, memory }: Pyramid): Uint8Array {
  const tensors = new Map<string, NamedTensor>();
  const add = (name: string, { mean, deviation }: ComponentMoments): void => {
    for (const [kind, values] of Object.entries({ mean, deviation })) {
      tensors.set(`${name}.${kind}`, { shape: [values.length], data: Float32Array.from(values) });
    }
  };
  moments.forEach((level, index) => add(`level_${index + 1}`, level));
  students.forEach((weights, index) => {
    for (const [name, tensor] of weightTensors(weights)) tensors.set(`student_${index + 1}.${name}`, tensor);
  });
  if (memory) {
    add('memory', memory.moments);
    const shape = [memberCountOf(memory), memory.moments.mean.length];
    tensors.set('memory.members', { shape, data: memory.members });
  }
  return encodeSafetensors({ tensors, metadata: {} });
}
