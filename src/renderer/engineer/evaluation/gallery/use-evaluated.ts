import { computed, shallowRef, watch, type Ref } from 'vue';
import { numberedMediaPath, type NumberedMediaKind } from '../../../../shared/contract/media.ts';
import { useBitmap } from '../../../components/picture/use-bitmap.ts';
import { useTruth } from '../../../components/picture/use-truth.ts';
import type { AnomalyMap } from '../../../transport/live-channel.ts';
import { readMedia } from '../../../transport/read-media.ts';

export interface EvaluatedImage {
  readonly evaluationId: number;
  /** Index among the evaluation's scores. */
  readonly number: number;
}

function pathOf(kind: NumberedMediaKind, { evaluationId, number }: EvaluatedImage): string {
  return numberedMediaPath(kind, evaluationId, number);
}

/** The current picture of an evaluated image, with the outline of its ground truth. @param revision changes with its mask */
export function useEvaluatedPicture(
  image: Ref<EvaluatedImage & { readonly defective: boolean }>,
  revision: Ref<number>,
) {
  const { bitmap, failure, load } = useBitmap(computed(() => pathOf('evaluation-picture', image.value)));
  const truth = useTruth(
    computed(() =>
      image.value.defective ? `${pathOf('evaluation-truth', image.value)}?${revision.value}` : null,
    ),
  );
  return { bitmap, failure, load, truth };
}

/** The anomaly map of an evaluated image, from a new run of the model; null while it runs. */
export function useEvaluatedMap(image: Ref<EvaluatedImage>) {
  const map = shallowRef<AnomalyMap | null>(null);
  watch(
    () => pathOf('evaluation-map', image.value),
    async (path, _before, onCleanup) => {
      const passed = new AbortController();
      onCleanup(() => passed.abort());
      map.value = null;
      // The view shows the error in place of the picture, which comes from the same file.
      const found = await readEvaluatedMap(path).catch(() => null);
      if (!passed.signal.aborted) map.value = found;
    },
    { immediate: true },
  );
  return map;
}

/** @throws RangeError if the map's size is not the announced one, and what `readMedia` throws */
async function readEvaluatedMap(path: string): Promise<AnomalyMap> {
  const bytes = await (await readMedia(path)).arrayBuffer();
  const [width = 0, height = 0] = new Uint32Array(bytes, 0, 2);
  const data = new Float32Array(bytes, 2 * Uint32Array.BYTES_PER_ELEMENT);
  if (data.length !== width * height) throw new RangeError('The map has another size than it says');
  return { width, height, data };
}
