import { gstreamerCamera } from '../../../src/main/cameras/gstreamer/gstreamer-camera.ts';

// Reads a video until it is killed, and reports the first frame.
const [file = ''] = process.argv.slice(2);
const camera = { kind: 'video-file', file, repeats: true, pace: 'recorded' } as const;
await gstreamerCamera({ camera, password: () => null }).start({
  onFrame: () => {
    process.stdout.write('.');
    return true;
  },
  onUnreadable: () => true,
  onProblem: (problem) => void process.stderr.write(`${problem.message}\n`),
});
