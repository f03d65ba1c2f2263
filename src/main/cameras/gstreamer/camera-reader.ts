import { execFile } from 'node:child_process';
import { delimiter, join } from 'node:path';
import type { StationCamera } from '../../../shared/domain/station-cameras.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import { program, resourcesFolder } from '../../host/program-folder.ts';
import { installAdvice, type Machine } from './programs.ts';

/** Runs the pipelines that `gst-launch-1.0` cannot: Python with the station's own program. */
export interface CameraReader {
  readonly python: string;
  readonly script: string;
}

/** Python bindings of the program, with their packages in Debian and Ubuntu. */
const bindings = { gi: 'python3-gi', Gst: 'gir1.2-gstreamer-1.0', Aravis: 'gir1.2-aravis-0.8' } as const;
type Binding = keyof typeof bindings;

/** A Python program that prints each missing binding on a line. */
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

/** Returns the bindings that a Python lacks; null if there is no Python. */
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
  /** The systems on which the camera needs the bindings. */
  readonly systems: 'all' | 'not-windows';
}
const noNeeds: Needs = { bindings: [], systems: 'all' };

/**
 * Bindings that each kind of camera needs. Industrial cameras need the reader to be read. IP cameras with a
 * password need it because other users can see a process's arguments.
 */
const needs: Readonly<Record<StationCamera['kind'], (camera: CameraToRead) => Needs>> = {
  'genicam-camera': () => ({ bindings: ['gi', 'Gst', 'Aravis'], systems: 'all' }),
  // Windows shows the arguments of a process only to its own user.
  'rtsp-camera': ({ user }) =>
    user === undefined ? noNeeds : { bindings: ['gi', 'Gst'], systems: 'not-windows' },
  'v4l2-camera': () => noNeeds,
  'video-file': () => noNeeds,
};

/**
 * Finds the reader for a camera.
 *
 * @returns null if `gst-launch-1.0` is enough
 * @throws StationError CAMERA_UNAVAILABLE that names what is missing and the package to install
 */
export async function readerFor(
  camera: CameraToRead,
  { env, platform }: Machine,
): Promise<CameraReader | null> {
  const { bindings: needed, systems } = needs[camera.kind](camera);
  if (needed.length === 0 || (platform === 'win32' && systems === 'not-windows')) return null;
  // Only the system's Python has the system's packages; another Python may come before it on the path.
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
