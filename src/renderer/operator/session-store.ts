import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { Product } from '../../shared/contract/products.ts';
import { sourceKinds } from '../../shared/domain/source-kinds.ts';
import { useLive } from '../stores/live.ts';
import { usePreferences } from '../stores/preferences.ts';
import { useClient } from '../transport/client.ts';
import { toFailure, type Failure } from '../transport/failure.ts';
import { useLanes } from './lanes/lanes-store.ts';
import { disownSession, ownSession } from './session-owner.ts';
import { useSourceForms } from './sources/registry.ts';

/** Starts, pauses and stops the inspection. `failure` keeps the last error until the next attempt. */
export const useSession = defineStore('session', () => {
  const client = useClient();
  const live = useLive();
  const preferences = usePreferences();
  const forms = useSourceForms();
  const lanes = useLanes();
  const busy = ref<'start' | 'pause' | 'stop' | 'changeover' | null>(null);
  const failure = shallowRef<Failure | null>(null);

  /** @returns whether the action succeeded */
  async function act(what: NonNullable<typeof busy.value>, run: () => Promise<unknown>): Promise<boolean> {
    if (busy.value !== null) return false;
    busy.value = what;
    failure.value = null;
    try {
      await run();
      return true;
    } catch (error) {
      failure.value = toFailure(error);
      return false;
    } finally {
      busy.value = null;
    }
  }

  function start(product: Product): Promise<boolean> {
    return act('start', async () => {
      const { lane } = live;
      const ownSource = lanes.lanes.find(({ number }) => number === lane)?.source ?? null;
      // A camera of the window must be opened here, even if someone else set it up.
      const isRead = ownSource !== null && sourceKinds[ownSource.kind].read === 'station';
      const form = forms[preferences.sourceKind];
      const source = isRead ? null : await form.prepare();
      // The source's own state shows why it is unavailable.
      if (source === null && !isRead) return;
      const again = isRead ? false : (form.again?.() ?? false);
      const session = await client.inspection.start({ productId: product.id, source, lane, again });
      ownSession(session);
      live.takeAnswer(session);
    });
  }

  function togglePause(): Promise<boolean> {
    return act('pause', async () => {
      const session = live.session;
      if (session === null || session.endedAt !== null) return;
      live.freeze(null);
      live.takeAnswer(await client.inspection.pause({ sessionId: session.id, paused: !session.paused }));
    });
  }

  /** States the reason of the pause. */
  function explainPause(reason: string): Promise<boolean> {
    return act('pause', async () => {
      const session = live.session;
      if (session === null || session.endedAt !== null || !session.paused) return;
      live.takeAnswer(await client.inspection.pause({ sessionId: session.id, paused: true, reason }));
    });
  }

  /** Continues with another product on the same source. */
  function changeTo(product: Product): Promise<boolean> {
    return act('changeover', async () => {
      const session = live.session;
      if (session === null || session.endedAt !== null) return;
      live.freeze(null);
      const next = await client.inspection.changeover({ sessionId: session.id, productId: product.id });
      // The live channel may already have reported newer data of the next session.
      if (live.session?.id !== next.id) live.takeAnswer(next);
    });
  }

  function stop(): Promise<boolean> {
    return act('stop', async () => {
      const session = live.session;
      if (session === null || session.endedAt !== null) return;
      disownSession();
      live.takeAnswer(await client.inspection.stop({ sessionId: session.id }));
    });
  }

  return {
    busy,
    failure,
    start,
    togglePause,
    explainPause,
    changeTo,
    stop,
    dismiss: () => (failure.value = null),
  };
});
