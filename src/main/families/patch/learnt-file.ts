import { StationError } from '../../../shared/domain/station-error.ts';
import type { ComponentMoments } from '../../networks/component-moments.ts';
import { weightsFromTensors, weightTensors } from '../../networks/network-file.ts';
import { decodeSafetensors, encodeSafetensors, type NamedTensor } from '../../networks/safetensors.ts';
import type { NetworkWeights } from '../../networks/weights.ts';
import type { ReceptiveField } from './graph/spec.ts';
import { kernelShapes, patchNetworkSpec, type NetworkWidth } from './graph/spec.ts';

/** The result of training one receptive field. */
export interface LearntScale {
  readonly receptiveField: ReceptiveField;
  /** μ and σ of the teacher's descriptors, `[D]`. */
  readonly moments: ComponentMoments;
  readonly students: readonly NetworkWeights[];
}

const scaleName = (field: ReceptiveField): string => `p${field}`;

/**
 * Encodes the students of all scales as a safetensors file, so that a later training can keep them:
 * `p33.mean`, `p33.deviation`, `p33.student_1.layers.0.kernel` and so on.
 */
export function encodeStudents(scales: readonly LearntScale[]): Uint8Array {
  const tensors = new Map<string, NamedTensor>();
  for (const { receptiveField, moments, students } of scales) {
    const scale = scaleName(receptiveField);
    for (const kind of ['mean', 'deviation'] as const) {
      tensors.set(`${scale}.${kind}`, {
        shape: [moments[kind].length],
        data: Float32Array.from(moments[kind]),
      });
    }
    students.forEach((weights, index) => {
      for (const [name, tensor] of weightTensors(weights)) {
        tensors.set(`${scale}.student_${index + 1}.${name}`, tensor);
      }
    });
  }
  return encodeSafetensors({ tensors, metadata: {} });
}

/**
 * Decodes the file of {@link encodeStudents}.
 *
 * @param name of the file, for the error
 * @throws StationError CORRUPT_MODEL
 */
export function decodeStudents(
  bytes: Uint8Array,
  scales: readonly { readonly receptiveField: ReceptiveField; readonly students: number }[],
  width: NetworkWidth,
  name: string,
): LearntScale[] {
  const { tensors } = decodeSafetensors(bytes, name);
  return scales.map(({ receptiveField, students }) => {
    const shapes = kernelShapes(patchNetworkSpec(receptiveField, width));
    const scale = scaleName(receptiveField);
    const moment = (kind: 'mean' | 'deviation'): Float64Array => {
      const tensor = tensors.get(`${scale}.${kind}`);
      if (tensor) return Float64Array.from(tensor.data);
      throw new StationError(
        'CORRUPT_MODEL',
        `${name} does not hold the students of receptive field ${receptiveField}.`,
      );
    };
    return {
      receptiveField,
      moments: { mean: moment('mean'), deviation: moment('deviation') },
      students: Array.from({ length: students }, (_, index) =>
        weightsFromTensors(below(tensors, `${scale}.student_${index + 1}.`), shapes, name),
      ),
    };
  });
}

/** Returns the tensors with names below a prefix, without the prefix. */
function below(tensors: ReadonlyMap<string, NamedTensor>, prefix: string): Map<string, NamedTensor> {
  return new Map(
    [...tensors].flatMap(([name, tensor]): [string, NamedTensor][] =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), tensor]] : [],
    ),
  );
}
