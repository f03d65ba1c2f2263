import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { StationError } from '../../../shared/domain/station-error.ts';

/** GStreamer's programs on this machine. */
export interface GstreamerPrograms {
  /** Runs a pipeline. */
  readonly launch: string;
  /** Lists the elements. */
  readonly inspect: string;
}

/** The environment and platform in which programs are searched. */
export interface Machine {
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
}

/** The variables that GStreamer's own installer for Windows sets. */
const windowsRoots = ['GSTREAMER_1_0_ROOT_MSVC_X86_64', 'GSTREAMER_1_0_ROOT_MINGW_X86_64'] as const;

/**
 * Finds GStreamer in the folder named by `STATION_GSTREAMER`, on the path, or where its Windows installer puts
 * it.
 *
 * @returns null if GStreamer is not installed
 */
export function findGstreamer({ env, platform }: Machine): GstreamerPrograms | null {
  const suffix = platform === 'win32' ? '.exe' : '';
  for (const folder of foldersOf(env)) {
    const launch = join(folder, `gst-launch-1.0${suffix}`);
    const inspect = join(folder, `gst-inspect-1.0${suffix}`);
    if (isProgram(launch) && isProgram(inspect)) return { launch, inspect };
  }
  return null;
}

function foldersOf(env: NodeJS.ProcessEnv): string[] {
  const chosen = env['STATION_GSTREAMER'];
  if (chosen) return [chosen];
  const installed = windowsRoots.map((name) => env[name]).filter((root) => root !== undefined);
  const onPath = (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return [...onPath, ...installed.map((root) => join(root, 'bin'))];
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Package of GStreamer's own programs in Debian and Ubuntu. */
const toolsPackage = 'gstreamer1.0-tools';

/** Returns the advice how to install parts of GStreamer. */
export function installAdvice(packages: readonly string[], platform: NodeJS.Platform): string {
  if (platform === 'win32') {
    return 'Install GStreamer 1.22 or later (MSVC 64-bit, complete) from gstreamer.freedesktop.org, then start the station again.';
  }
  return `Install it: apt-get install ${packages.join(' ')}. The station finds it without a restart.`;
}

/** Finds GStreamer. @throws StationError CAMERA_UNAVAILABLE that names the package if GStreamer is missing */
export function requireGstreamer(machine: Machine): GstreamerPrograms {
  const programs = findGstreamer(machine);
  if (programs !== null) return programs;
  throw new StationError(
    'CAMERA_UNAVAILABLE',
    `This camera is read by GStreamer, which is not installed. ${installAdvice([toolsPackage], machine.platform)}`,
  );
}
