import { useIntervalFn } from '@vueuse/core';
import { defineStore } from 'pinia';
import { computed, onScopeDispose, shallowRef } from 'vue';
import type { StationChange, StationStatus } from '../../shared/contract/station.ts';
import { may, type Permission } from '../../shared/domain/permissions.ts';
import { useClient, useStationConnection } from '../transport/client.ts';
import { toFailure, type Failure } from '../transport/failure.ts';
import { follow } from '../transport/follow.ts';
import { compareClocks, sameClocks, type ClockOffset } from './clock-offset.ts';

const heartbeat = 10_000;
const patience = 20_000;

/** The station's status and its changes. Polls every ten seconds, which also shows whether the station still answers. */
export const useStationStatus = defineStore('station-status', () => {
  const client = useClient();
  const connection = useStationConnection();
  const status = shallowRef<StationStatus | null>(null);
  const clocks = shallowRef<ClockOffset>(sameClocks);
  const failure = shallowRef<Failure | null>(null);
  const listeners = new Set<(change: StationChange) => void>();
  const stop = new AbortController();

  async function refresh(): Promise<void> {
    const timer = setTimeout(() => connection.drop(), patience);
    try {
      const asked = Date.now();
      const answer = await client.station.status();
      clocks.value = compareClocks(asked, answer.now, Date.now()) ?? clocks.value;
      status.value = answer;
      failure.value = null;
    } catch (error) {
      failure.value = toFailure(error);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Calls the listener for every change on the station until the returned function is called. */
  function onChange(listener: (change: StationChange) => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  const hear = (change: StationChange): void => {
    if (change.kind === 'status') void refresh();
    for (const listener of listeners) listener(change);
  };

  async function listen(): Promise<void> {
    while (!stop.signal.aborted) {
      try {
        await follow(
          connection,
          (signal) => client.station.changes(undefined, { signal }),
          hear,
          stop.signal,
        );
      } catch (error) {
        failure.value = toFailure(error);
      }
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
  }

  // A new connection may have missed changes, so the status is loaded again.
  connection.onOpen(() => void refresh());
  useIntervalFn(() => {
    if (connection.state.value === 'open') void refresh();
  }, heartbeat);
  onScopeDispose(() => stop.abort());
  void listen();

  return {
    status,
    /** Difference between this window's clock and the station's. */
    clocks,
    failure,
    refresh,
    onChange,
    /** Whether the user has the permission; false until known. */
    may: computed(() => (permission: Permission): boolean => {
      return status.value !== null && may(status.value.user, permission);
    }),
  };
});
