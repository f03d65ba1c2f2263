import { watchEffect } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { workplaces } from './router.ts';
import { useStationStatus } from './stores/station-status.ts';

/** Leads whoever may not enter the workplace of the address to the first one they may. */
export function useAllowedPlace(): void {
  const route = useRoute();
  const router = useRouter();
  const station = useStationStatus();
  watchEffect(() => {
    if (station.status === null) return;
    const here = workplaces.find(({ name }) => name === route.name);
    if (here === undefined || station.may(here.permission)) return;
    const open = workplaces.find(({ permission }) => station.may(permission));
    if (open) void router.replace({ name: open.name });
  });
}
