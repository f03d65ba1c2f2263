import { useIntervalFn } from '@vueuse/core';
import { defineStore } from 'pinia';
import { computed, ref, watch } from 'vue';
import { isInspecting, lineState, type Hearing, type LineFacts } from '../../shared/domain/line-state.ts';
import { countedAs, sourceKinds } from '../../shared/domain/source-kinds.ts';
import { notInspected } from '../../shared/domain/outcome.ts';
import { silenceAfter } from '../../shared/domain/usual-interval.ts';
import { useConnection } from './connection.ts';
import { useLive } from './live.ts';
import { useStationStatus } from './station-status.ts';

/** The station reports every half second; after this long without a report it counts as halted, milliseconds. */
export const patience = 2_500;
const lookEvery = 250;

/** The current state of the line, for all views of this window. */
export const useLineState = defineStore('line-state', () => {
  const connection = useConnection();
  const live = useLive();
  const station = useStationStatus();
  const now = ref(performance.now());
  useIntervalFn(() => (now.value = performance.now()), lookEvery);

  const hearing = computed<Hearing>(() => {
    if (connection.state === 'connecting') return 'connecting';
    if (connection.state !== 'open') return 'lost';
    return now.value - live.heardAt > patience ? 'silent' : 'open';
  });

  const session = computed<LineFacts['session']>(() => {
    if (live.session === null) return 'none';
    if (live.session.endedAt !== null) return 'ended';
    if (live.session.paused) return 'paused';
    return live.session.stalledUntil === null ? 'running' : 'stalled';
  });

  // An interruption ends the moment of the last verdict for good: the verdict does not come back when the line continues.
  const isWorkerDown = computed(() => station.status?.inspection.condition === 'failed');
  watch(
    () => hearing.value !== 'open' || session.value !== 'running' || isWorkerDown.value,
    (isOver) => {
      if (isOver) live.endMoment();
    },
    { flush: 'sync' },
  );

  const facts = computed<Omit<LineFacts, 'held'>>(() => {
    const { current } = live;
    const kind = live.session?.source.kind;
    return {
      hearing: hearing.value,
      session: session.value,
      last: current && {
        outcome: current.result.verdict,
        reason: current.result.verdict === notInspected ? current.result.reason : null,
        age: Math.max(0, now.value - live.currentSince),
      },
      silenceAfter: kind ? silenceAfter(live.intervals, sourceKinds[kind].leastSilence) : 0,
    };
  });

  /** The state of the line itself, even while a part is frozen. */
  const running = computed(() => lineState({ ...facts.value, held: null }));
  const state = computed(() =>
    lineState({ ...facts.value, held: live.frozen === null ? null : live.frozen.result.verdict }),
  );

  return {
    state,
    running,
    hearing,
    /** Whether the window hears the station; otherwise nothing counts as in order. */
    isHeard: computed(() => hearing.value === 'open'),
    isInspecting: computed(() => isInspecting(running.value)),
    /** What the inspection counts: parts, or frames of a free-running camera. */
    countedAs: computed(() =>
      live.session === null ? 'parts' : countedAs(live.session.source.kind, live.session.trigger),
    ),
  };
});
