import { CameraError, cameraErrorOf } from './camera-error.ts';

/**
 * Every camera is opened with these constraints, so that training and inspection get pictures in the same camera mode,
 * with the same aspect ratio and field of view (decision 0105).
 */
const preferredMode = { width: { ideal: 1280 } } as const satisfies MediaTrackConstraints;

/**
 * Opens a camera of this machine.
 *
 * @param deviceId the camera, or null for any
 * @throws CameraError if the camera is refused, missing or busy, or if the page may not use cameras
 */
export async function openCamera(deviceId: string | null): Promise<MediaStream> {
  // Browsers omit this property on pages that they treat as insecure.
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

/** Lists the cameras known to the browser; they have no names until the user allows one. */
export async function listCameras(): Promise<MediaDeviceInfo[]> {
  if (!('mediaDevices' in navigator)) return [];
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter((device) => device.kind === 'videoinput' && device.deviceId !== '');
}

/** Whether the page may open a camera without asking the user. */
export async function isCameraAllowed(): Promise<boolean> {
  try {
    return (await navigator.permissions.query({ name: 'camera' })).state === 'granted';
  } catch {
    return false;
  }
}
