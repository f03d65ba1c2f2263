import { defineStore } from 'pinia';
import { computed, shallowReactive, shallowRef } from 'vue';
import { usePreferences } from '../stores/preferences.ts';
import { closeCamera, isCameraAllowed, listCameras, openCamera } from './camera-access.ts';
import { captureCamera, type CameraCapture, type CapturedFrame, type PictureSize } from './camera-capture.ts';
import { CameraError, cameraErrorOf, type CameraProblem } from './camera-error.ts';

export type CameraState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'opening' }
  /** `mode`: size of the camera's own picture, pixels; null if the browser does not report it. */
  | { readonly kind: 'running'; readonly label: string; readonly mode: PictureSize | null }
  | { readonly kind: 'failed'; readonly problem: CameraProblem; readonly detail: string };

/** Users of the camera: the inspection's view for aiming, the session that it feeds, images for training. */
export type CameraUser = 'view' | 'session' | 'training';

/**
 * This window's only camera, shared by all its users. It stays open while it has users, and opens again after it was
 * unplugged.
 */
export const useCamera = defineStore('camera', () => {
  const preferences = usePreferences();
  const devices = shallowRef<readonly MediaDeviceInfo[]>([]);
  const stream = shallowRef<MediaStream | null>(null);
  const state = shallowRef<CameraState>({ kind: 'idle' });
  const users = shallowReactive(new Set<CameraUser>());
  let capture: CameraCapture | null = null;
  let pictureListener: ((missed: number) => void) | null = null;
  /** Number of attempts: an attempt that ends after the next one has begun is too late. */
  let attempt = 0;
  let opening: Promise<boolean> | null = null;

  async function refreshDevices(): Promise<void> {
    devices.value = await listCameras();
  }

  /** Opens the camera, or shares the open one; `state` has the outcome. @returns whether the camera delivers pictures */
  function open(user: CameraUser): Promise<boolean> {
    users.add(user);
    return stream.value === null ? (opening ?? reopen()) : Promise.resolve(true);
  }

  /** Opens the chosen camera again, e.g. after a new choice. */
  function reopen(): Promise<boolean> {
    release();
    const started = start();
    opening = started;
    return started.finally(() => {
      if (opening === started) opening = null;
    });
  }

  async function start(): Promise<boolean> {
    attempt += 1;
    const mine = attempt;
    state.value = { kind: 'opening' };
    try {
      const opened = await openPreferred();
      if (mine !== attempt) {
        closeCamera(opened);
        return false;
      }
      use(opened);
      await refreshDevices();
      return true;
    } catch (error) {
      if (mine !== attempt) return false;
      const { problem, message } = cameraErrorOf(error);
      state.value = { kind: 'failed', problem, detail: message };
      return false;
    }
  }

  /** Opens the remembered camera, or any other if it is missing. @throws CameraError */
  async function openPreferred(): Promise<MediaStream> {
    try {
      return await openCamera(preferences.cameraId);
    } catch (error) {
      const missing = cameraErrorOf(error);
      if (missing.problem !== 'unplugged') throw missing;
      await refreshDevices();
      if (devices.value.length === 0) throw new CameraError('none', missing.message);
      preferences.cameraId = null;
      return openCamera(null);
    }
  }

  function use(opened: MediaStream): void {
    const track = opened.getVideoTracks()[0];
    stream.value = opened;
    const label = track?.label ?? '';
    const { deviceId = null, width, height } = track?.getSettings() ?? {};
    const mode = width === undefined || height === undefined ? null : { width, height };
    track?.addEventListener('ended', () => {
      if (stream.value !== opened) return;
      release();
      state.value = { kind: 'failed', problem: 'unplugged', detail: label };
    });
    preferences.cameraId = deviceId;
    capture = captureCamera(opened, {
      onPicture: (missed) => pictureListener?.(missed),
      onStalled: (stalled) => {
        state.value = stalled
          ? { kind: 'failed', problem: 'silent', detail: label }
          : { kind: 'running', label, mode };
      },
    });
    state.value = { kind: 'running', label, mode };
  }

  function release(): void {
    capture?.stop();
    capture = null;
    if (stream.value) closeCamera(stream.value);
    stream.value = null;
  }

  /** Removes a user of the camera; without users, the camera closes. */
  function close(user: CameraUser): void {
    users.delete(user);
    if (users.size > 0) return;
    attempt += 1;
    release();
    state.value = { kind: 'idle' };
  }

  if ('mediaDevices' in navigator) {
    navigator.mediaDevices.addEventListener('devicechange', () => {
      void refreshDevices();
      const failed = state.value.kind === 'failed' && state.value.problem !== 'refused';
      if (users.size > 0 && failed) void reopen();
    });
  }
  void refreshDevices();

  return {
    devices,
    stream,
    state,
    label: computed(() => (state.value.kind === 'running' ? state.value.label : '')),
    /** Another camera would change the pictures of the running session. */
    isFixed: computed(() => users.has('session')),
    open,
    reopen,
    close,
    isCameraAllowed,
    /** Returns the latest picture as pixels, at most 640 wide; null before the camera's first picture. */
    grab: (): CapturedFrame | null => capture?.grab() ?? null,
    /** Returns the latest picture, for keeping. @throws Error before the camera's first picture */
    take(): CapturedFrame {
      const frame = capture?.grab() ?? null;
      if (frame === null) throw new Error('The camera has not delivered a picture yet');
      return frame;
    },
    /** The listener runs for each picture of the camera, with the number of pictures before it that the browser did not deliver. */
    setPictureListener: (listener: (missed: number) => void) => {
      pictureListener = listener;
    },
  };
});
