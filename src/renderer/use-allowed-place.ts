import { watchEffect } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { isOpen, workplaces } from './router.ts';
import { useStationStatus } from './stores/station-status.ts';

/** Redirects users from a workplace without permission to the first one with permission. */
export function useAllowedPlace(): void {
  const route = useRoute();
  const router = useRouter();
  const station = useStationStatus();
  watchEffect(() => {
    const { status } = station;
    if (status === null) return;
    const here = workplaces.find(({ name }) => name === route.name);
    if (here === undefined || isOpen(here, status)) return;
    const open = workplaces.find((place) => isOpen(place, status));
    if (open) void router.replace({ name: open.name });
  });
}
