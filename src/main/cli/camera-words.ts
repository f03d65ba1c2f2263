import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Option } from 'commander';
import {
  newCamera,
  stationCameraKinds,
  stationCameraSchema,
  type StationCamera,
  type StationCameraKind,
} from '../../shared/domain/station-cameras.ts';
import { checkedValues, givenValues } from './given-values.ts';

/** Settings of a camera that stay text even if they look like numbers. */
export const cameraTexts = ['camera', 'address', 'user', 'file'] as const;

/** Returns the option that names a camera of the station. */
export function cameraOption(): Option {
  return new Option(
    '--camera <words...>',
    'a camera of the station: rtsp://…, /dev/video0, a video’s path, or the name of an industrial camera; ' +
      'then its settings, e.g. pixelFormat=Mono8 exposureUs=5000 region.x=0 features.BlackLevel=4',
  );
}

/**
 * Reads a camera from words of the command line.
 *
 * @param words the camera's address or kind, then pairs `key=value`
 * @throws StationError BAD_INPUT naming the words that cannot be used
 */
export function cameraFrom([address = '', ...given]: readonly string[]): StationCamera {
  const values = givenValues(given, cameraTexts);
  return checkedValues(stationCameraSchema, { ...beginning(address), ...values }, 'The camera');
}

function beginning(address: string): Readonly<Record<string, unknown>> {
  const kind = stationCameraKinds.find((each) => each === address);
  if (kind !== undefined) return newCamera(kind, '');
  return newCamera(kindOf(address), existsSync(address) ? resolve(address) : address);
}

function kindOf(address: string): StationCameraKind {
  if (/^rtsps?:/i.test(address)) return 'rtsp-camera';
  if (address.startsWith('/dev/')) return 'v4l2-camera';
  return existsSync(address) ? 'video-file' : 'genicam-camera';
}
