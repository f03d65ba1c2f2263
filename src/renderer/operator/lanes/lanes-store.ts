import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { ConfiguredLane } from '../../../shared/contract/lanes.ts';
import type { LiveGroupedPart } from '../../../shared/contract/live.ts';
import type { ChosenRecipe, ConfiguredRecipe } from '../../../shared/contract/recipes.ts';
import { useText } from '../../i18n/use-text.ts';
import { useLive } from '../../stores/live.ts';
import { useToasts } from '../../stores/toasts.ts';
import { useStationChanges } from '../../stores/use-station-changes.ts';
import { useClient } from '../../transport/client.ts';
import { useLiveChannel } from '../../transport/live-channel.ts';
import { isSameName } from '../../../shared/domain/same-name.ts';

/** The operator's view of lanes and recipes: the selected lane, and the latest parts of groups. */
export const useLanes = defineStore('lanes', () => {
  const client = useClient();
  const live = useLive();
  const toasts = useToasts();
  const { t } = useText();
  const lanes = shallowRef<readonly ConfiguredLane[]>([]);
  const recipes = shallowRef<readonly ConfiguredRecipe[]>([]);
  const recipe = shallowRef<ChosenRecipe | null>(null);
  const choosing = ref(false);
  /** True: all lanes side by side; false: one large lane. */
  const all = ref(true);
  /** The last part of each group, by the group's name. */
  const grouped = shallowRef<ReadonlyMap<string, LiveGroupedPart>>(new Map());
  const several = computed(() => lanes.value.length > 1);

  async function refresh(): Promise<void> {
    try {
      [lanes.value, recipes.value, recipe.value] = await Promise.all([
        client.lanes.list(),
        client.recipes.list(),
        client.recipes.current(),
      ]);
      if (!lanes.value.some(({ number }) => number === live.lane)) live.showLane(lanes.value[0]?.number ?? 1);
    } catch {
      // The next change or the station's return triggers another try; until then the window shows one lane.
    }
  }
  void refresh();
  useStationChanges(({ kind }) => kind === 'lanes' || kind === 'status', refresh);
  useLiveChannel().onMessage((message) => {
    if (message.kind !== 'part') return;
    grouped.value = new Map(grouped.value).set(message.groupName, message);
  });

  async function choose(choice: { number: number } | { code: string }): Promise<void> {
    if (choosing.value) return;
    choosing.value = true;
    await toasts.attempt(t('lanes.recipes.refused'), async () => {
      const { number, name } = await client.recipes.select(choice);
      toasts.done(t('lanes.recipes.chosen', { number, name }));
    });
    choosing.value = false;
    await refresh();
  }

  return {
    lanes,
    recipes,
    recipe,
    choosing,
    several,
    grouped,
    /** Whether all lanes are shown side by side. */
    sideBySide: computed(() => several.value && all.value),
    showAll: () => (all.value = true),
    show(lane: number): void {
      all.value = false;
      live.showLane(lane);
    },
    choose,
    /** Applies the recipe with a scanned code. @returns false if no recipe has this code */
    scanned(code: string): boolean {
      if (!recipes.value.some((one) => one.code !== null && isSameName(one.code, code))) return false;
      void choose({ code });
      return true;
    },
  };
});
