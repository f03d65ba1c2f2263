import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue';
import type { MachineSpeed, SpeedEvent } from '../../../shared/contract/training.ts';
import type { PictureSize } from '../../../shared/domain/predicted-times.ts';
import { useStationChanges } from '../../stores/use-station-changes.ts';
import { useClient } from '../../transport/client.ts';

export type Measuring = Extract<SpeedEvent, { kind: 'progress' }>;

/** Speed of the station's machine and size of the product's pictures; the speed is unknown while the machine does other work. */
export function useMachineSpeed(productId: Ref<string>) {
  const client = useClient();
  const speed = shallowRef<MachineSpeed | null>(null);
  const picture = shallowRef<PictureSize | null>(null);
  /** Progress of the measurement; null while none runs. */
  const measuring = shallowRef<Measuring | null>(null);
  const asking = ref(false);
  const leaving = new AbortController();

  async function refresh(): Promise<void> {
    if (asking.value) return;
    asking.value = true;
    try {
      const asked = { productId: productId.value };
      for await (const event of await client.training.speed(asked, { signal: leaving.signal })) {
        measuring.value = event.kind === 'progress' ? event : null;
        if (event.kind === 'finished') {
          speed.value = event.speed ?? speed.value;
          picture.value = event.picture;
        }
      }
    } catch {
      // Without a speed, presets are recommended by their known figures; the next change of the station measures again.
    } finally {
      measuring.value = null;
      asking.value = false;
    }
  }

  useStationChanges(
    (change) =>
      change.kind === 'status' || (change.kind === 'dataset' && change.productId === productId.value),
    refresh,
  );
  watch(productId, refresh, { immediate: true });
  onScopeDispose(() => leaving.abort());

  return { speed, picture, measuring };
}
