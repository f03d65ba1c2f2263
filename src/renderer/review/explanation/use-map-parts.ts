import { ref, shallowRef, watch, type Ref } from 'vue';
import { mediaPath } from '../../../shared/contract/media.ts';
import type { MapPart } from '../../../shared/domain/map-parts.ts';
import { useClient } from '../../transport/client.ts';
import { toFailure, type Failure } from '../../transport/failure.ts';
import type { Size } from '../../components/picture/stage-view.ts';

/** The parts whose sum is an entry's map. */
export interface MapParts extends Size {
  readonly id: number;
  /** Each `[height, width]`, in the order of the sum; NaN outside the inspected area. */
  readonly values: readonly { readonly part: MapPart; readonly data: Float32Array }[];
}

/** Loads the parts of an entry's map when someone wants to see one, since the model has to process the picture again. */
export function useMapParts(id: Ref<number>) {
  const client = useClient();
  const parts = shallowRef<MapParts | null>(null);
  const failure = shallowRef<Failure | null>(null);
  const busy = ref(false);
  let round = 0;

  async function load(): Promise<void> {
    const mine = ++round;
    busy.value = true;
    failure.value = null;
    try {
      const asked = id.value;
      const found = await client.explanation.parts({ id: asked });
      const values = await readValues(asked);
      if (mine !== round) return;
      const cells = found.width * found.height;
      parts.value = {
        id: asked,
        width: found.width,
        height: found.height,
        values: found.parts.map((part, at) => ({
          part,
          data: values.subarray(at * cells, (at + 1) * cells),
        })),
      };
    } catch (error) {
      if (mine === round) failure.value = toFailure(error);
    } finally {
      if (mine === round) busy.value = false;
    }
  }

  watch(id, () => {
    round += 1;
    parts.value = null;
    failure.value = null;
    busy.value = false;
  });

  return {
    parts,
    failure,
    busy,
    /** Tries again after a failure. */
    retry: load,
    /** Loads the parts once; after a failure only `retry` loads them again. */
    want(): void {
      if (parts.value === null && failure.value === null && !busy.value) void load();
    },
  };
}

async function readValues(id: number): Promise<Float32Array> {
  const answer = await fetch(mediaPath('entry-map-parts', id));
  if (!answer.ok) throw new Error((await answer.text()).trim());
  return new Float32Array(await answer.arrayBuffer());
}
