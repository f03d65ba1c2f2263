import { useIntervalFn } from '@vueuse/core';
import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { useStationStatus } from './station-status.ts';

/**
 * The station's time in this window. What is shown as a time, or reckoned from one, goes by it: the window's own clock may be
 * set otherwise.
 */
export const useStationClock = defineStore('station-clock', () => {
  const station = useStationStatus();
  const time = (): number => Date.now() + station.clocks.toStation;
  /** The time, once a second; milliseconds since 1970. */
  const now = ref(time());
  useIntervalFn(() => (now.value = time()), 1_000);
  return {
    now,
    /** The time at this moment, milliseconds since 1970. */
    time,
    /** By how much this window's clock is ahead of the station's, milliseconds; negative: behind; 0: they agree. */
    ahead: computed(() => station.clocks.ahead),
  };
});
