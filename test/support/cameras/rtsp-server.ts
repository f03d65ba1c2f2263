import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { camerasMissing } from './make-video.ts';

/** Python interpreters to try. The system's own comes first: it has GStreamer's packages, another one on the path may not. */
const pythons = ['/usr/bin/python3', 'python3'] as const;
const probe =
  "import gi; gi.require_version('GstRtspServer', '1.0'); from gi.repository import GstRtspServer";
const python = pythons.find((each) => spawnSync(each, ['-c', probe], { timeout: 30_000 }).status === 0);

/** Reason why this machine cannot simulate an IP camera; null if it can. */
export const rtspServerMissing =
  camerasMissing ??
  (python === undefined ? 'python3-gi or gir1.2-gst-rtsp-server-1.0 is not installed' : null);
export const needsRtspServer = rtspServerMissing === null ? '' : `(skipped: ${rtspServerMissing})`;

/**
 * Runs an IP camera on this machine until the test ends: 96 × 80 pixels, 15 frames a second.
 *
 * @param access user and password, if it asks
 * @param frames number of frames after which it ends its stream; -1 never
 */
export async function startRtspServer(
  atEnd: (end: () => void) => void,
  access: readonly string[] = [],
  { frames = -1 } = {},
) {
  if (python === undefined) throw new Error('Look at rtspServerMissing first');
  const script = join(import.meta.dirname, '..', 'programs', 'rtsp-server.py');
  const server = spawn(python, [script, String(frames)], { stdio: ['pipe', 'pipe', 'inherit'] });
  server.stdin.end(`${JSON.stringify(access)}\n`);
  atEnd(() => void server.kill('SIGKILL'));
  const [port] = await once(server.stdout.setEncoding('utf8'), 'data');
  return {
    address: `rtsp://127.0.0.1:${String(port).trim()}/line`,
    /** Cuts the camera's power. */
    end: () => void server.kill('SIGKILL'),
    /** Hangs the camera: its connection stays open, but no data comes. */
    hang: () => void server.kill('SIGSTOP'),
  };
}
