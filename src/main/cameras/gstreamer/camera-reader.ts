import { execFile } from 'node:child_process';
import { delimiter, join } from 'node:path';
import type { StationCamera } from '../../../shared/domain/station-cameras.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import { program, resourcesFolder } from '../../host/program-folder.ts';
import { installAdvice, type Machine } from './programs.ts';

/** What runs a pipeline that `gst-launch-1.0` cannot be given: Python, with the station's own program. */
export interface CameraReader {
  readonly python: string;
  readonly script: string;
}

/** The bindings that the program needs, and the packages of Debian and Ubuntu that bring them. */
const bindings = { gi: 'python3-gi', Gst: 'gir1.2-gstreamer-1.0', Aravis: 'gir1.2-aravis-0.8' } as const;
type Binding = keyof typeof bindings;

/** Prints those that are missing, a line each. */
const probe = `
try:
    import gi
except ImportError:
    print("gi")
else:
    for name, version in (("Gst", "1.0"), ("Aravis", "0.8")):
        try:
            gi.require_version(name, version)
        except ValueError:
            print(name)
print("done")
`;
const probePatienceMs = 30_000;

/** What a Python lacks; null where there is none. */
function missingIn(python: string): Promise<Binding[] | null> {
  return new Promise((resolve) => {
    execFile(python, ['-I', '-c', probe], { timeout: probePatienceMs }, (_error, said) => {
      const lines = said.split(/\r?\n/);
      const known: readonly Binding[] = ['gi', 'Gst', 'Aravis'];
      resolve(lines.includes('done') ? known.filter((name) => lines.includes(name)) : null);
    });
  });
}

type CameraToRead = Pick<StationCamera, 'kind'> & { readonly user?: string | undefined };
interface Needs {
  readonly bindings: readonly Binding[];
  /** On which systems. */
  readonly systems: 'all' | 'not-windows';
}
const noNeeds: Needs = { bindings: [], systems: 'all' };

/** What a camera needs of it. Industrial ones are read by it, and a password is no argument: other users see those. */
const needs: Readonly<Record<StationCamera['kind'], (camera: CameraToRead) => Needs>> = {
  'genicam-camera': () => ({ bindings: ['gi', 'Gst', 'Aravis'], systems: 'all' }),
  // Windows shows the arguments of a process to its own user alone.
  'rtsp-camera': ({ user }) =>
    user === undefined ? noNeeds : { bindings: ['gi', 'Gst'], systems: 'not-windows' },
  'v4l2-camera': () => noNeeds,
  'video-file': () => noNeeds,
};

/**
 * The reader for a camera.
 *
 * @returns null: `gst-launch-1.0` will do
 * @throws StationError CAMERA_UNAVAILABLE that names what is missing and the package to install
 */
export async function readerFor(
  camera: CameraToRead,
  { env, platform }: Machine,
): Promise<CameraReader | null> {
  const { bindings: needed, systems } = needs[camera.kind](camera);
  if (needed.length === 0 || (platform === 'win32' && systems === 'not-windows')) return null;
  // The system's Python has its packages; another one before it on the path may not.
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter((folder) => folder !== '');
  let missing: Binding[] | null = null;
  for (const folder of new Set(folders)) {
    const python = join(folder, 'python3');
    const lacks = (await missingIn(python))?.filter((name) => needed.includes(name)) ?? null;
    if (lacks?.length === 0) {
      const script = join(resourcesFolder(program()), 'cameras', 'read-camera.py');
      return { python, script };
    }
    missing ??= lacks;
  }
  const lacks = missing === null ? 'Python 3' : missing.join(', ');
  const packages =
    missing === null
      ? ['python3', ...needed.map((name) => bindings[name])]
      : missing.map((name) => bindings[name]);
  throw new StationError(
    'CAMERA_UNAVAILABLE',
    `This camera is read with the help of Python, which lacks: ${lacks}. ${installAdvice(packages, platform)}`,
  );
}
