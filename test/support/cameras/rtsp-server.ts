import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { camerasMissing } from './make-video.ts';

/** The Python of the system, whose packages know GStreamer; another one on the path may not. */
const pythons = ['/usr/bin/python3', 'python3'] as const;
const probe =
  "import gi; gi.require_version('GstRtspServer', '1.0'); from gi.repository import GstRtspServer";
const python = pythons.find((each) => spawnSync(each, ['-c', probe], { timeout: 30_000 }).status === 0);

/** Why no IP camera can be simulated here; null where it can. */
export const rtspServerMissing =
  camerasMissing ??
  (python === undefined ? 'python3-gi or gir1.2-gst-rtsp-server-1.0 is not installed' : null);
export const needsRtspServer = rtspServerMissing === null ? '' : `(skipped: ${rtspServerMissing})`;

/** An IP camera on this machine, until the end: 96 × 80 pixels, 15 a second. @param access user and password, if it asks */
export async function startRtspServer(atEnd: (end: () => void) => void, access: readonly string[] = []) {
  if (python === undefined) throw new Error('Look at rtspServerMissing first');
  const script = join(import.meta.dirname, '..', 'programs', 'rtsp-server.py');
  const server = spawn(python, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  server.stdin.end(`${JSON.stringify(access)}\n`);
  atEnd(() => void server.kill('SIGKILL'));
  const [port] = await once(server.stdout.setEncoding('utf8'), 'data');
  return {
    address: `rtsp://127.0.0.1:${String(port).trim()}/line`,
    /** Takes the camera's power away. */
    end: () => void server.kill('SIGKILL'),
    /** The camera hangs: its connection stays, and nothing comes. */
    hang: () => void server.kill('SIGSTOP'),
  };
}
