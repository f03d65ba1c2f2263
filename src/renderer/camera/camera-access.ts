import type { CameraProblem } from '../stores/camera-state.ts';

/** A camera that cannot be used, and why. */
export class CameraError extends Error {
  readonly problem: CameraProblem;

  constructor(problem: CameraProblem, message: string) {
    super(message);
    this.name = 'CameraError';
    this.problem = problem;
  }
}

const problems: Readonly<Record<string, CameraProblem>> = {
  NotAllowedError: 'refused',
  SecurityError: 'insecure',
  NotFoundError: 'none',
  OverconstrainedError: 'unplugged',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

/**
 * Opens a camera of this machine.
 *
 * @param deviceId the camera, or null for any
 * @throws CameraError when it is refused, missing, busy or the page may not use cameras at all
 */
export async function openCamera(deviceId: string | null): Promise<MediaStream> {
  // The browser leaves this out on pages that it does not hold for secure.
  if (!('mediaDevices' in navigator)) throw new CameraError('insecure', window.location.origin);
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: {
        width: { ideal: 1280 },
        ...(deviceId === null ? {} : { deviceId: { exact: deviceId } }),
      },
    });
  } catch (error) {
    if (!(error instanceof Error)) throw new CameraError('failed', String(error));
    throw new CameraError(problems[error.name] ?? 'failed', `${error.name}: ${error.message}`);
  }
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
