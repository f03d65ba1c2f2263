import { InferenceSession, Tensor } from 'onnxruntime-node';
import { GraphBuilder } from '../../networks/onnx/graph-builder.ts';
import { appendPatchNetwork } from '../../families/patch/graph/patch-network.ts';
import { appendPictures } from '../../networks/onnx/preprocess.ts';
import type { Teacher } from '../../families/patch/teacher-store.ts';

/** A teacher's patch network. */
export interface PatchDescriptors {
  /** Computes descriptors `[count, D]` of patches uint8 `[count, p, p, 3]`. */
  run(patches: Uint8Array, count: number): Promise<Float32Array>;
  release(): Promise<void>;
}

/** Opens the patch network of a teacher. */
export async function openPatchDescriptors({ spec, weights }: Teacher): Promise<PatchDescriptors> {
  const side = spec.receptiveField;
  const graph = new GraphBuilder('patch-descriptors');
  const input = appendPictures(graph, graph.input('patches', 'uint8', ['count', side, side, 3]));
  const output = appendPatchNetwork(graph, input, { spec, weights, prefix: 'teacher' });
  graph.output('descriptors', output, 'float', ['count', spec.descriptorSize, 1, 1]);
  const session = await InferenceSession.create(graph.serialise());
  return {
    async run(patches, count) {
      const { descriptors } = await session.run({
        patches: new Tensor('uint8', patches, [count, side, side, 3]),
      });
      if (!(descriptors?.data instanceof Float32Array)) {
        throw new TypeError('The teacher gave no float32 values');
      }
      return descriptors.data;
    },
    release: () => session.release(),
  };
}
