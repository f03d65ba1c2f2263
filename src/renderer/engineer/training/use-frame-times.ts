import { ref, shallowRef } from 'vue';
import type { Preset } from '../../../shared/domain/families.ts';
import { useStationChanges } from '../../stores/use-station-changes.ts';
import { useClient } from '../../transport/client.ts';

/** How long a frame takes with each preset on the station's machine; while it is busy with other work, not known. */
export function useFrameTimes() {
  const client = useClient();
  const frameTimes = shallowRef<ReadonlyMap<Preset, number>>(new Map());
  const timing = ref(false);

  async function refresh(): Promise<void> {
    if (timing.value || frameTimes.value.size > 0) return;
    timing.value = true;
    try {
      const found = (await client.training.frameTimes()) ?? [];
      frameTimes.value = new Map(found.map(({ preset, milliseconds }) => [preset, milliseconds]));
    } catch {
      // Without times there is no recommendation; everything else works, and the next change of the station asks again.
    } finally {
      timing.value = false;
    }
  }

  useStationChanges((change) => change.kind === 'status', refresh);
  void refresh();

  return { frameTimes, timing };
}
