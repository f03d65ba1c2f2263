import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import type { ConfiguredLane } from '../../../shared/contract/lanes.ts';
import { sourceKinds } from '../../../shared/domain/source-kinds.ts';
import { useFailureText } from '../../i18n/use-failure-text.ts';
import { useGivenNames } from '../../i18n/use-given-names.ts';
import { useText } from '../../i18n/use-text.ts';
import { useLive } from '../../stores/live.ts';
import { useToasts } from '../../stores/toasts.ts';
import { useClient } from '../../transport/client.ts';
import { toFailure } from '../../transport/failure.ts';
import { disownSession } from '../session-owner.ts';
import { useLanes } from './lanes-store.ts';

/** Starts and stops the inspections of all lanes, and reports each lane that refuses, with the reason. */
export const useAllLanes = defineStore('all-lanes', () => {
  const client = useClient();
  const live = useLive();
  const lanes = useLanes();
  const toasts = useToasts();
  const { t } = useText();
  const brief = useFailureText();
  const { laneName } = useGivenNames();
  const busy = ref<'start' | 'stop' | null>(null);
  const inspects = ({ number }: ConfiguredLane): boolean => (live.sessions.get(number) ?? null) !== null;
  const running = computed(() => lanes.lanes.filter(inspects));
  const stopped = computed(() => lanes.lanes.filter((lane) => !inspects(lane)));

  async function act(
    what: 'start' | 'stop',
    chosen: readonly ConfiguredLane[],
    run: (lane: ConfiguredLane) => Promise<unknown>,
  ): Promise<void> {
    if (busy.value !== null) return;
    busy.value = what;
    // At the same time, since the camera of one lane may hang.
    const answers = chosen.map(async (lane) => {
      try {
        await run(lane);
        return [];
      } catch (error) {
        return [`${laneName(lane.name)}: ${brief(toFailure(error))}`];
      }
    });
    const refusals = (await Promise.all(answers)).flat();
    busy.value = null;
    if (refusals.length === 0) return;
    const title = t(what === 'start' ? 'lanes.notAllStarted' : 'lanes.notAllStopped');
    toasts.failed(`${title}: ${refusals.join(' ')}`);
  }

  /** Starts a lane whose pictures the station reads itself; any other lane needs a person to choose a source or show a camera. */
  async function startOne({ number, source }: ConfiguredLane): Promise<void> {
    if (source === null || sourceKinds[source.kind].read === 'window') throw new Error(t('lanes.startAlone'));
    await client.inspection.startLane({ lane: number });
  }

  async function stopOne({ number }: ConfiguredLane): Promise<void> {
    const session = live.sessions.get(number);
    if (!session) return;
    if (number === live.lane) disownSession();
    await client.inspection.stop({ sessionId: session.id });
  }

  return {
    busy,
    running,
    stopped,
    start: () => act('start', stopped.value, startOne),
    stop: () => act('stop', running.value, stopOne),
  };
});
