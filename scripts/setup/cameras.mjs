import { installPackage, mayInstallPackages } from './apt.mjs';
import { findOnPath, run } from './run.mjs';

/** Requirements of the camera tests: GStreamer with plug-ins, a simulated GigE Vision camera, and an RTSP server. */
const needs = [
  { package: 'gstreamer1.0-tools', has: () => program('gst-launch-1.0') },
  { package: 'gstreamer1.0-plugins-base', has: () => element('videoconvert') },
  { package: 'gstreamer1.0-plugins-good', has: () => element('rtspsrc') },
  { package: 'gstreamer1.0-plugins-bad', has: () => element('gdppay') },
  { package: 'aravis-tools', has: () => program('arv-fake-gv-camera-0.8') },
  { package: 'aravis-tools-cli', has: () => program('arv-tool-0.8') },
  { package: 'gir1.2-gstreamer-1.0', has: () => python("import gi; gi.require_version('Gst', '1.0')") },
  { package: 'gir1.2-aravis-0.8', has: () => python("import gi; gi.require_version('Aravis', '0.8')") },
  { package: 'procps', has: () => program('ps') },
  { package: 'python3-gi', has: () => python('import gi') },
  {
    package: 'gir1.2-gst-rtsp-server-1.0',
    has: () => python("import gi; gi.require_version('GstRtspServer', '1.0')"),
  },
];

/** @param {string} name */
const program = async (name) => findOnPath(name) !== undefined;
/** @param {string} name */
const element = async (name) => (await program('gst-inspect-1.0')) && works('gst-inspect-1.0', [name]);
/** The system's own Python, because these are its packages; another Python on PATH may lack them. @param {string} code */
const python = (code) => works('/usr/bin/python3', ['-c', code]);

/** @param {string} name @param {string[]} args */
async function works(name, args) {
  try {
    return (await run(name, args)).code === 0;
  } catch {
    return false;
  }
}

/**
 * Looks for the requirements of the camera tests; on Debian and Ubuntu, as root, installs missing ones.
 *
 * @param {(text: string) => void} say
 * @returns {Promise<string | undefined>} why camera tests are skipped; undefined if they run
 */
export async function ensureCameras(say) {
  if (process.platform !== 'linux') return 'the cameras of the tests are programs of Linux';
  const missing = [];
  for (const need of needs) if (!(await need.has())) missing.push(need.package);
  if (missing.length === 0) return undefined;
  const advice = `apt-get install ${missing.join(' ')}`;
  if (!mayInstallPackages()) return `missing (Debian: ${advice})`;
  say(`${missing.join(', ')} not found; installing with apt-get`);
  for (const name of missing) {
    const reason = await installPackage(name);
    if (reason !== undefined) return `apt-get could not install ${name}: ${reason}`;
  }
  return undefined;
}
