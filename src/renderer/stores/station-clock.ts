import { useIntervalFn } from '@vueuse/core';
import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { useStationStatus } from './station-status.ts';

/**
 * The station's time in this window. All displayed and computed times use it, since the window's own clock may be
 * wrong.
 */
export const useStationClock = defineStore('station-clock', () => {
  const station = useStationStatus();
  const time = (): number => Date.now() + station.clocks.toStation;
  /** The current time, updated once a second; milliseconds since 1970. */
  const now = ref(time());
  useIntervalFn(() => (now.value = time()), 1_000);
  return {
    now,
    /** Returns the time of the call, milliseconds since 1970. */
    time,
    /** Lead of this window's clock over the station's, milliseconds; negative: behind; 0: equal. */
    ahead: computed(() => station.clocks.ahead),
  };
});
