import { CameraError, cameraErrorOf } from './camera-error.ts';

/**
 * What every camera is asked for, whoever asks: the picture that trains and the picture that is inspected come in the
 * same mode of the camera, with the same aspect and the same view (decision 0105).
 */
const preferredMode = { width: { ideal: 1280 } } as const satisfies MediaTrackConstraints;

/**
 * Opens a camera of this machine.
 *
 * @param deviceId the camera, or null for any
 * @throws CameraError when it is refused, missing, busy or the page may not use cameras at all
 */
export async function openCamera(deviceId: string | null): Promise<MediaStream> {
  // The browser leaves this out on pages that it does not hold for secure.
  if (!('mediaDevices' in navigator)) throw new CameraError('insecure', window.location.origin);
  const device = deviceId === null ? {} : { deviceId: { exact: deviceId } };
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { ...preferredMode, ...device },
    });
  } catch (error) {
    throw cameraErrorOf(error);
  }
}

export function closeCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** The cameras that the browser knows; without names until one was allowed. */
export async function listCameras(): Promise<MediaDeviceInfo[]> {
  if (!('mediaDevices' in navigator)) return [];
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter((device) => device.kind === 'videoinput' && device.deviceId !== '');
}

/** Whether a camera may be opened without asking anyone. */
export async function isCameraAllowed(): Promise<boolean> {
  try {
    return (await navigator.permissions.query({ name: 'camera' })).state === 'granted';
  } catch {
    return false;
  }
}
