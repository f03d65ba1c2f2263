import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import { useCameraState } from '../stores/camera-state.ts';
import { useLive } from '../stores/live.ts';
import { usePreferences } from '../stores/preferences.ts';
import { useStationConnection } from '../transport/client.ts';
import { useLiveChannel } from '../transport/live-channel.ts';
import { CameraError, isCameraAllowed, listCameras, openCamera } from '../camera/camera-access.ts';
import { captureCamera } from '../camera/camera-capture.ts';
import type { CameraCapture } from '../camera/camera-capture.ts';
import { createFrameFeed } from './frame-feed.ts';
import type { FrameFeed } from './frame-feed.ts';
import { ownsSession } from './session-owner.ts';

/** The camera of this window: opens it, comes back when it was unplugged, and feeds the session of this window. */
export const useCamera = defineStore('camera', () => {
  const camera = useCameraState();
  const live = useLive();
  const preferences = usePreferences();
  const channel = useLiveChannel();
  const devices = shallowRef<readonly MediaDeviceInfo[]>([]);
  const stream = shallowRef<MediaStream | null>(null);
  let capture: CameraCapture | null = null;
  let feed: FrameFeed | null = null;
  let wanted = false;

  async function refreshDevices(): Promise<void> {
    devices.value = await listCameras();
  }

  /** Opens the chosen camera; its state says how it went. */
  async function open(): Promise<boolean> {
    wanted = true;
    release();
    camera.state = { kind: 'opening' };
    try {
      const opened = await openCamera(preferences.cameraId);
      // The operator may have gone on to another source meanwhile.
      if (!isWanted()) {
        stopTracks(opened);
        return false;
      }
      use(opened);
      await refreshDevices();
      return true;
    } catch (error) {
      if (!isWanted()) return false;
      if (error instanceof CameraError && error.problem === 'unplugged' && stream.value === null) {
        return await openAny(error);
      }
      fail(error);
      return false;
    }
  }

  /** The remembered camera is not there: any other is better than none, but only if there is one. */
  async function openAny(missing: CameraError): Promise<boolean> {
    await refreshDevices();
    if (devices.value.length === 0) {
      fail(new CameraError('none', missing.message));
      return false;
    }
    preferences.cameraId = null;
    return open();
  }

  function use(opened: MediaStream): void {
    const track = opened.getVideoTracks()[0];
    stream.value = opened;
    const label = track?.label ?? '';
    track?.addEventListener('ended', () => {
      release();
      camera.state = { kind: 'failed', problem: 'unplugged', detail: label };
    });
    preferences.cameraId = track?.getSettings().deviceId ?? null;
    capture = captureCamera(opened, {
      onPicture: (missed) => feed?.offer(missed),
      onStalled: (stalled) => {
        camera.state = stalled
          ? { kind: 'failed', problem: 'silent', detail: label }
          : { kind: 'running', label };
      },
    });
    camera.state = { kind: 'running', label };
  }

  function fail(error: unknown): void {
    const problem = error instanceof CameraError ? error.problem : 'failed';
    camera.state = {
      kind: 'failed',
      problem,
      detail: error instanceof Error ? error.message : String(error),
    };
  }

  function release(): void {
    capture?.stop();
    capture = null;
    feed?.reset();
    if (stream.value) stopTracks(stream.value);
    stream.value = null;
  }

  function close(): void {
    wanted = false;
    release();
    camera.state = { kind: 'idle' };
  }

  const isWanted = (): boolean => wanted;
  const label = computed(() => (camera.state.kind === 'running' ? camera.state.label : ''));

  /** The session that this window feeds at the moment, null when it feeds none. */
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
      // Milliseconds since the start are above every number so far, also after the window was loaded anew.
      const firstNumber = Math.max(0, Date.now() - (live.session?.startedAt ?? 0));
      feed = createFrameFeed({
        sessionId,
        firstNumber,
        grab: () => capture?.grab() ?? null,
        send: (header, pixels) => channel.send(header, pixels),
        now: () => performance.now(),
      });
      if (!wanted) void open();
    },
    { immediate: true },
  );
  live.setTakePicture((result) => feed?.take(result) ?? null);
  live.onSettled((number) => feed?.settle(number));
  useStationConnection().onOpen(() => feed?.reset());

  if ('mediaDevices' in navigator) {
    navigator.mediaDevices.addEventListener('devicechange', () => {
      void refreshDevices();
      if (isWanted() && camera.state.kind === 'failed' && camera.state.problem !== 'refused') void open();
    });
  }
  void refreshDevices();

  return { devices, stream, label, fedSession, open, close, isCameraAllowed };
});

function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
