import { ref, shallowRef } from 'vue';
import type { PresetDescription } from '../../../shared/contract/training.ts';
import { useStationChanges } from '../../stores/use-station-changes.ts';
import { useClient } from '../../transport/client.ts';
import { toFailure } from '../../transport/failure.ts';
import type { Failure } from '../../transport/failure.ts';

/** The training presets that the station knows, and which of them it can run. */
export function usePresets() {
  const client = useClient();
  const presets = shallowRef<readonly PresetDescription[]>([]);
  const loaded = ref(false);
  const failure = shallowRef<Failure | null>(null);

  async function refresh(): Promise<void> {
    try {
      presets.value = await client.training.presets();
      loaded.value = true;
      failure.value = null;
    } catch (error) {
      failure.value = toFailure(error);
    }
  }

  useStationChanges((change) => change.kind === 'status', refresh);
  void refresh();

  return { presets, loaded, failure, refresh };
}
