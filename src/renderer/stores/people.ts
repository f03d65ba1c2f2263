import { useEventListener } from '@vueuse/core';
import { defineStore } from 'pinia';
import { onScopeDispose, shallowRef } from 'vue';
import type { Me, SignInOutcome } from '../../shared/contract/people.ts';
import { useClient, useStationConnection } from '../transport/client.ts';
import { toFailure, type Failure } from '../transport/failure.ts';

/** How often at most the station is told that somebody does something at the window, milliseconds. */
const activeEvery = 30_000;

/**
 * Who sits at this window. The station ends the window's connections when somebody signs in or out; the page is loaded again then, so
 * that nothing of the person before stays in it.
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
