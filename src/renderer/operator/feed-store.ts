import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import type { LiveOutcome } from '../../shared/contract/live.ts';
import { useCamera } from '../camera/camera-store.ts';
import { useLive } from '../stores/live.ts';
import { useStationConnection } from '../transport/client.ts';
import { useLiveChannel } from '../transport/live-channel.ts';
import { createFrameFeed, type FrameFeed } from './frame-feed.ts';
import { ownsSession } from './session-owner.ts';
import { useStationClock } from '../stores/station-clock.ts';

/** Feeds this window's session with pictures of its camera, and keeps the camera open until the session ends. */
export const useFeed = defineStore('feed', () => {
  const camera = useCamera();
  const clock = useStationClock();
  const live = useLive();
  const channel = useLiveChannel();
  let feed: FrameFeed | null = null;

  /** The session that this window feeds; null: none. */
  const fedSession = shallowRef<string | null>(null);
  watch(
    () => live.session,
    (session) => {
      if (session === null) return;
      const feeds = session.endedAt === null && !session.paused && ownsSession(session);
      fedSession.value = feeds ? session.id : null;
    },
    { immediate: true, flush: 'sync' },
  );
  watch(
    fedSession,
    (sessionId) => {
      feed?.reset();
      if (sessionId === null) {
        feed = null;
        return;
      }
      // Milliseconds since the session's start exceed every earlier frame number, even after a reload of the window.
      const firstNumber = Math.max(0, clock.time() - (live.session?.startedAt ?? 0));
      feed = createFrameFeed({
        sessionId,
        firstNumber,
        grab: camera.grab,
        send: (header, pixels) => channel.send(header, pixels),
        now: () => performance.now(),
      });
      void camera.open('session');
    },
    { immediate: true },
  );
  const running = computed(() => live.running);
  watch(running, (isRunning) => {
    if (!isRunning) camera.close('session');
  });

  camera.setPictureListener((missed) => feed?.offer(missed));
  watch(
    () => camera.stream,
    () => feed?.reset(),
    { flush: 'sync' },
  );
  live.setTakePicture((result) => feed?.take(result) ?? null);
  live.onSettled((number) => feed?.settle(number));
  useStationConnection().onOpen(() => feed?.reset());

  return {
    fedSession,
    /** Returns when this window's camera took the picture of a result, by this window's clock; null if it did not take it. */
    takenAt: ({ sessionId, frameNumber }: LiveOutcome): number | null =>
      sessionId === fedSession.value ? (feed?.takenAt(frameNumber) ?? null) : null,
  };
});
