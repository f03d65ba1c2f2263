import { onScopeDispose, ref, shallowRef } from 'vue';

/** Why there is no picture from the camera; each has its own remedy. */
export type CameraProblem = 'refused' | 'missing' | 'busy' | 'insecure';

/** A camera of the window's machine, for single pictures. It is let go when the component goes. */
export function useSnapshotCamera() {
  const devices = shallowRef<readonly MediaDeviceInfo[]>([]);
  const stream = shallowRef<MediaStream | null>(null);
  const problem = ref<CameraProblem | null>(null);
  const opening = ref(false);
  let round = 0;

  function close(): void {
    round += 1;
    stream.value?.getTracks().forEach((track) => track.stop());
    stream.value = null;
  }

  /** Opens a camera at its best resolution; any camera when none is named. */
  async function open(deviceId?: string): Promise<void> {
    close();
    const mine = round;
    problem.value = null;
    if (!window.isSecureContext) {
      problem.value = 'insecure';
      return;
    }
    opening.value = true;
    try {
      const best = { width: { ideal: 4096 }, height: { ideal: 2160 } };
      const video = deviceId === undefined ? best : { ...best, deviceId: { exact: deviceId } };
      const opened = await navigator.mediaDevices.getUserMedia({ video, audio: false });
      if (mine !== round) {
        opened.getTracks().forEach((track) => track.stop());
        return;
      }
      stream.value = opened;
      opened.getVideoTracks()[0]?.addEventListener('ended', () => {
        if (mine !== round) return;
        close();
        problem.value = 'missing';
      });
      const all = await navigator.mediaDevices.enumerateDevices();
      devices.value = all.filter((device) => device.kind === 'videoinput');
    } catch (error) {
      if (mine === round) problem.value = problemOf(error);
    } finally {
      if (mine === round) opening.value = false;
    }
  }

  onScopeDispose(close);
  return { devices, stream, problem, opening, open, close };
}

function problemOf(error: unknown): CameraProblem {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing';
  return 'busy';
}

/**
 * The picture that a video shows at this moment, as a PNG file: training images lose nothing.
 *
 * @throws Error while the video has no picture yet
 */
export async function snapshot(video: HTMLVideoElement, name: string): Promise<File> {
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
  const context = canvas.getContext('2d');
  if (context === null || video.videoWidth === 0) {
    throw new Error('The camera has not delivered a picture yet');
  }
  context.drawImage(video, 0, 0);
  return new File([await canvas.convertToBlob({ type: 'image/png' })], name, { type: 'image/png' });
}
