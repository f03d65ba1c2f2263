import { onBeforeUnmount, ref } from 'vue';
import type { Ref } from 'vue';

/** The time of day, once a second; milliseconds since 1970. */
export function useClock(): Readonly<Ref<number>> {
  const now = ref(Date.now());
  const timer = setInterval(() => (now.value = Date.now()), 1_000);
  onBeforeUnmount(() => clearInterval(timer));
  return now;
}
