import { computed } from 'vue';
import { useKnown } from '../../stores/use-answer.ts';
import { useClient } from '../../transport/client.ts';

/** The station's training presets, and which of them it can run. */
export function usePresets() {
  const client = useClient();
  const { answer, failure, refresh } = useKnown(() => client.training.presets(), {
    when: ({ kind }) => kind === 'status',
  });
  return {
    presets: computed(() => answer.value ?? []),
    loaded: computed(() => answer.value !== null),
    failure,
    refresh,
  };
}
