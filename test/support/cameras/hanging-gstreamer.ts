import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const elements = ['fdsink', 'videoconvert', 'gdppay', 'rtspsrc', 'decodebin', 'jpegdec'];
const listing = elements.map((name) => `echo "core: ${name}: an element"`).join('\n');

/** Where the programs hang: `list` when they are asked what they can read, `read` once they read a camera. */
type Hang = 'list' | 'read';

/**
 * Writes programs in GStreamer's place that never give a picture, as with a driver that hangs. Killed, they leave
 * a process behind that holds their pipes open.
 *
 * @returns the environment that finds them, and a promise that resolves once one of them hangs
 */
export function hangingGstreamer(folder: string, hang: Hang) {
  const programs = join(folder, 'hanging');
  mkdirSync(programs);
  const hangs = join(programs, 'hangs');
  const hanging = `trap '' INT\ntouch '${hangs}'\nsleep 120\ntrue\n`;
  const write = (name: string, script: string): void =>
    writeFileSync(join(programs, name), `#!/bin/sh\n${script}`, { mode: 0o755 });
  write('gst-inspect-1.0', hang === 'list' ? hanging : `${listing}\n`);
  write('gst-launch-1.0', hanging);
  return { programs, hangs };
}
