import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { CamerasOfKind, FoundCamera } from '../../../shared/contract/cameras.ts';
import { stationCameraKinds, type StationCameraKind } from '../../../shared/domain/station-cameras.ts';
import { messageOf } from '../../../shared/domain/station-error.ts';
import { gstreamerFor } from './elements.ts';
import type { Machine } from './programs.ts';

/** Longest search for industrial cameras, milliseconds. */
const searchPatienceMs = 10_000;

/** Result of the search for one kind of camera. */
interface Search {
  readonly cameras: FoundCamera[];
  readonly note: string | null;
}

const nothing = (): Promise<Search> => Promise.resolve({ cameras: [], note: null });

const searches: Readonly<Record<StationCameraKind, (machine: Machine) => Promise<Search>>> = {
  'genicam-camera': findGenicam,
  'v4l2-camera': findV4l2,
  'rtsp-camera': nothing,
  'video-file': nothing,
};

/** Searches for the cameras that the station can read, and for the elements it lacks to read them. */
export function findCameras(machine: Machine = process): Promise<CamerasOfKind[]> {
  return Promise.all(
    stationCameraKinds.map(async (kind) => {
      const missing = await gstreamerFor({ kind }, machine).then(() => null, messageOf);
      return { kind, missing, ...(await searches[kind](machine)) };
    }),
  );
}

/** Finds Linux video devices that give pictures; a camera has further devices for metadata. */
async function findV4l2({ platform }: Machine): Promise<Search> {
  if (platform !== 'linux') {
    return { cameras: [], note: 'Video devices are known on Linux alone. Use the camera of a window.' };
  }
  const devices = '/sys/class/video4linux';
  const names = await readdir(devices).catch(() => []);
  const found = await Promise.all(
    names.map(async (name): Promise<FoundCamera | null> => {
      const read = (file: string): Promise<string> => readFile(join(devices, name, file), 'utf8');
      if ((await read('index').catch(() => '0')).trim() !== '0') return null;
      const title = (await read('name').catch(() => name)).trim();
      return { address: `/dev/${name}`, name: title };
    }),
  );
  const cameras = found.filter((camera) => camera !== null);
  return { cameras, note: cameras.length === 0 ? 'No video device is connected.' : null };
}

/** Lists GigE Vision and USB3 Vision cameras; `arv-tool` prints each as a line `Name (address)`. */
async function findGenicam({ env, platform }: Machine): Promise<Search> {
  const suffix = platform === 'win32' ? '.exe' : '';
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const folder of folders) {
    const said = await output(join(folder, `arv-tool-0.8${suffix}`));
    if (said === null) continue;
    const cameras = [...said.matchAll(/^(\S.*?) \((.+)\)$/gm)].map(([, name = '', at = '']) => ({
      address: name,
      name: `${name} (${at})`,
    }));
    return { cameras, note: cameras.length === 0 ? 'No industrial camera answers.' : null };
  }
  return {
    cameras: [],
    note: 'To have industrial cameras listed, install aravis-tools-cli (Debian, Ubuntu). A camera whose name or IP address is known is read without it.',
  };
}

/** Returns a program's output, even if the program fails; null if it cannot be started. */
function output(program: string): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(program, { timeout: searchPatienceMs }, (error, said) => {
      resolve(error !== null && 'code' in error && typeof error.code === 'string' ? null : said);
    });
  });
}
