import { defineStore } from 'pinia';
import { computed, ref, watch } from 'vue';
import { useLive } from '../stores/live.ts';

/** Whether the window asks for the reason of a pause: from the pause's begin until someone chooses a reason or closes the question. */
export const usePauseReason = defineStore('pause-reason', () => {
  const live = useLive();
  const asking = ref(false);
  const pause = computed(() => (live.running ? (live.session?.pause ?? null) : null));
  watch(
    () => pause.value?.pausedAt,
    () => (asking.value = pause.value !== null && pause.value.reason === null),
    { immediate: true },
  );
  return {
    asked: computed(() => asking.value && pause.value !== null),
    ask: () => (asking.value = !asking.value),
    putAway: () => (asking.value = false),
  };
});
