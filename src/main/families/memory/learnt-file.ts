import { memberCountOf, type RememberedView } from '../../networks/remembering/views.ts';
import { encodeSafetensors, type NamedTensor } from '../../networks/safetensors.ts';

/**
 * Encodes a memory as a safetensors file: `near.members`, `near.mean`, `near.deviation` and so on, view by
 * view.
 */
export function encodeMemory(views: readonly RememberedView[]): Uint8Array {
  const tensors = new Map<string, NamedTensor>();
  for (const view of views) {
    const { name, moments, members } = view;
    const channels = moments.mean.length;
    tensors.set(`${name}.members`, { shape: [memberCountOf(view), channels], data: members });
    tensors.set(`${name}.mean`, { shape: [channels], data: Float32Array.from(moments.mean) });
    tensors.set(`${name}.deviation`, { shape: [channels], data: Float32Array.from(moments.deviation) });
  }
  return encodeSafetensors({ tensors, metadata: {} });
}
