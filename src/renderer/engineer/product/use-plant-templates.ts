import { shallowRef } from 'vue';
import type { TemplateOfPlant } from '../../../shared/contract/plant-templates.ts';
import { useStationChanges } from '../../stores/use-station-changes.ts';
import { useClient } from '../../transport/client.ts';

/** Templates of the plant, as they are; none outside a plant. */
export function usePlantTemplates() {
  const client = useClient();
  const templates = shallowRef<readonly TemplateOfPlant[]>([]);
  const isMember = shallowRef(false);

  async function refresh(): Promise<void> {
    // What cannot be asked is not offered.
    isMember.value = (await client.membership.status().catch(() => null)) !== null;
    templates.value = isMember.value ? await client.plantTemplates.list().catch(() => []) : [];
  }
  useStationChanges(({ kind }) => kind === 'membership', refresh);
  void refresh();
  return { templates, isMember };
}
