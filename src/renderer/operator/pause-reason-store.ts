import { defineStore } from 'pinia';
import { computed, ref, watch } from 'vue';
import { useLive } from '../stores/live.ts';

/** Whether the reason of the pause is asked for: from its begin until one is chosen or the question is put away. */
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
