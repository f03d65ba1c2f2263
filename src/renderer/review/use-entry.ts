import { ref, shallowRef, watch, type Ref } from 'vue';
import type { JudgedEntry, LogEntryDetail } from '../../shared/contract/log.ts';
import { mediaPath } from '../../shared/contract/media.ts';
import { notInspected } from '../../shared/domain/outcome.ts';
import { useClient } from '../transport/client.ts';
import { toFailure, type Failure } from '../transport/failure.ts';
import type { AnomalyMap } from '../transport/live-channel.ts';

/** Loads a log entry, its picture and its anomaly map, and shows each as soon as it has arrived. */
export function useEntry(id: Ref<number>) {
  const client = useClient();
  const detail = shallowRef<LogEntryDetail | null>(null);
  const picture = shallowRef<ImageBitmap | null>(null);
  const map = shallowRef<AnomalyMap | null>(null);
  const failure = shallowRef<Failure | null>(null);
  /** The entry was loaded, but its picture or map is missing. */
  const mediaMissing = ref(false);
  let round = 0;

  async function load(): Promise<void> {
    const mine = ++round;
    const isCurrent = (): boolean => mine === round;
    failure.value = null;
    mediaMissing.value = false;
    try {
      const found = await client.log.get({ id: id.value });
      if (!isCurrent()) return;
      detail.value = found;
      const [bitmap, scores] = await Promise.allSettled([
        found.pictured ? readPicture(found.id) : null,
        found.verdict === notInspected || !found.pictured ? null : readMap(found),
      ]);
      if (!isCurrent()) return;
      picture.value = bitmap.status === 'fulfilled' ? bitmap.value : null;
      map.value = scores.status === 'fulfilled' ? scores.value : null;
      mediaMissing.value = bitmap.status === 'rejected' || scores.status === 'rejected';
    } catch (error) {
      if (!isCurrent()) return;
      detail.value = null;
      failure.value = toFailure(error);
    }
  }

  watch(
    id,
    () => {
      // The previous picture goes at once, so that nobody mistakes it for the next entry's.
      picture.value = null;
      map.value = null;
      void load();
    },
    { immediate: true },
  );

  return {
    detail,
    picture,
    map,
    failure,
    mediaMissing,
    load,
    put: (next: LogEntryDetail) => {
      if (next.id === id.value) detail.value = next;
    },
  };
}

async function readPicture(id: number): Promise<ImageBitmap> {
  const answer = await fetch(mediaPath('entry-picture', id));
  if (!answer.ok) throw new Error(`The picture of entry ${id} is not there`);
  return await createImageBitmap(await answer.blob());
}

/** Reads the map, float32 `[height, width]`. @throws RangeError if its size is not the logged one */
async function readMap(detail: JudgedEntry): Promise<AnomalyMap> {
  const answer = await fetch(mediaPath('entry-map', detail.id));
  if (!answer.ok) throw new Error(`The map of entry ${detail.id} is not there`);
  const { width, height } = detail.map;
  const data = new Float32Array(await answer.arrayBuffer());
  if (data.length !== width * height) throw new RangeError(`The map of entry ${detail.id} has another size`);
  return { width, height, data };
}
