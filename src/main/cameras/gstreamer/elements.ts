import { execFile } from 'node:child_process';
import type { StationCamera, StationCameraKind } from '../../../shared/domain/station-cameras.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import { readerFor, type CameraReader } from './camera-reader.ts';
import { installAdvice, requireGstreamer, type GstreamerPrograms, type Machine } from './programs.ts';

/** Package of each element in Debian and Ubuntu. */
const packageOf = {
  fdsink: 'libgstreamer1.0-0',
  videoconvert: 'gstreamer1.0-plugins-base',
  decodebin: 'gstreamer1.0-plugins-base',
  gdppay: 'gstreamer1.0-plugins-bad',
  bayer2rgb: 'gstreamer1.0-plugins-bad',
  rtspsrc: 'gstreamer1.0-plugins-good',
  v4l2src: 'gstreamer1.0-plugins-good',
  jpegdec: 'gstreamer1.0-plugins-good',
  appsrc: 'gstreamer1.0-plugins-base',
} as const;
export type ElementName = keyof typeof packageOf;

const always: readonly ElementName[] = ['fdsink', 'videoconvert', 'gdppay'];

const elementsOf: Readonly<Record<StationCameraKind, readonly ElementName[]>> = {
  'genicam-camera': ['appsrc', 'bayer2rgb'],
  'v4l2-camera': ['v4l2src', 'decodebin', 'jpegdec'],
  'rtsp-camera': ['rtspsrc', 'decodebin', 'jpegdec'],
  'video-file': ['decodebin'],
};

/** An element that a kind of camera needs and the machine lacks. */
export interface MissingElement {
  readonly element: ElementName;
  /** The element's package in Debian and Ubuntu. */
  readonly package: string;
}

/** Longest wait for GStreamer's list of elements; the first time, GStreamer scans all its plug-ins. */
const inspectPatienceMs = 60_000;

/** Returns the names of all elements that GStreamer has; none if it fails. */
function elements({ inspect }: GstreamerPrograms): Promise<ReadonlySet<string>> {
  return new Promise((resolve) => {
    const options = { timeout: inspectPatienceMs, maxBuffer: 16 * 1024 * 1024 };
    execFile(inspect, ['--no-colors'], options, (_error, said) => {
      // Each line is one element, such as `rtsp:  rtspsrc: RTSP packet receiver`.
      const names = said.matchAll(/^[^\s:]+: +([\w-]+): /gm);
      resolve(new Set([...names].map(([, name]) => name ?? '')));
    });
  });
}

/** Returns the elements that a kind of camera needs and the machine lacks. */
export async function missingElements(
  programs: GstreamerPrograms,
  kind: StationCameraKind,
): Promise<MissingElement[]> {
  const present = await elements(programs);
  return [...always, ...elementsOf[kind]]
    .filter((element) => !present.has(element))
    .map((element) => ({ element, package: packageOf[element] }));
}

/** The programs that read a camera. */
export interface CameraPrograms extends GstreamerPrograms {
  /** The station's own reader; null if `gst-launch-1.0` runs the pipeline. */
  readonly reader: CameraReader | null;
}

/**
 * Finds GStreamer and checks that it has all elements that a camera needs.
 *
 * @throws StationError CAMERA_UNAVAILABLE that names what is missing and the package to install
 */
export async function gstreamerFor(
  camera: Pick<StationCamera, 'kind'> & { readonly user?: string | undefined },
  machine: Machine,
): Promise<CameraPrograms> {
  const programs = requireGstreamer(machine);
  const missing = await missingElements(programs, camera.kind);
  if (missing.length === 0) return { ...programs, reader: await readerFor(camera, machine) };
  const names = missing.map(({ element }) => element).join(', ');
  const packages = [...new Set(missing.map((each) => each.package))];
  throw new StationError(
    'CAMERA_UNAVAILABLE',
    `GStreamer lacks what this camera needs: ${names}. ${installAdvice(packages, machine.platform)}`,
  );
}
