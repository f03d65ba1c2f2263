import { useEventListener } from '@vueuse/core';
import { defineStore } from 'pinia';
import { onScopeDispose, shallowRef } from 'vue';
import type { Me, SignInOutcome } from '../../shared/contract/people.ts';
import { useClient, useStationConnection } from '../transport/client.ts';
import { toFailure, type Failure } from '../transport/failure.ts';

/** Least time between two messages to the station that someone uses the window, milliseconds. */
const activeEvery = 30_000;

/**
 * The user of this window. The station closes the window's connections when somebody signs in or out; the page then
 * reloads, so that nothing of the previous user stays in it.
 */
export const usePeople = defineStore('people', () => {
  const client = useClient();
  const connection = useStationConnection();
  const me = shallowRef<Me | null>(null);
  const failure = shallowRef<Failure | null>(null);
  let told = Number.NEGATIVE_INFINITY;

  async function refresh(): Promise<void> {
    try {
      const before = me.value;
      const now = await client.people.me();
      if (before !== null && (before.mode !== now.mode || before.user?.name !== now.user?.name)) {
        location.reload();
      } else me.value = now;
      failure.value = null;
    } catch (error) {
      failure.value = toFailure(error);
    }
  }

  function hand(): void {
    if (me.value?.signedIn !== true || performance.now() - told < activeEvery) return;
    told = performance.now();
    client.people.active().catch(() => undefined);
  }

  useEventListener(['pointerdown', 'keydown', 'wheel'], hand, { capture: true, passive: true });
  onScopeDispose(connection.onOpen(() => void refresh()));

  return {
    me,
    failure,
    refresh,
    signIn: (name: string, secret: string): Promise<SignInOutcome> => client.people.signIn({ name, secret }),
    signInByBadge: (code: string): Promise<SignInOutcome> => client.people.signInByBadge({ code }),
    signOut: (): Promise<void> => client.people.signOut(),
  };
});
