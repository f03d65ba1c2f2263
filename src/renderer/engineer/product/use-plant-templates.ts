import { computed } from 'vue';
import { useKnown } from '../../stores/use-answer.ts';
import { useClient } from '../../transport/client.ts';

/** The plant's current templates; none outside a plant. */
export function usePlantTemplates() {
  const client = useClient();
  const { answer } = useKnown(
    async () => {
      // If the call fails, the window offers nothing.
      const isMember = (await client.membership.status().catch(() => null)) !== null;
      return { isMember, templates: isMember ? await client.plantTemplates.list().catch(() => []) : [] };
    },
    { when: ({ kind }) => kind === 'membership' },
  );
  return {
    templates: computed(() => answer.value?.templates ?? []),
    isMember: computed(() => answer.value?.isMember ?? false),
  };
}
