import type { FrameListener } from '../cameras/frame-source.ts';
import { pixelsOf } from '../inference/pixels.ts';
import type { SessionRunner } from './session-runner.ts';

/**
 * Hands a source's parts to a session, numbered from 0.
 *
 * @param sampleBits bits per sample that the session's model assumes for 16-bit pictures
 */
export function feedSession(
  runner: SessionRunner,
  onProblem: (error: unknown) => void,
  sampleBits?: number,
): FrameListener {
  let number = 0;
  return {
    onFrame: ({ frame, name, capturedAt, captureMs, droppedBefore, asked = null, ...more }) => {
      const { triggeredAt, windowNumber } = more;
      runner.addDropped(droppedBefore);
      return runner.accept({
        number: windowNumber ?? number++,
        name,
        capturedAt,
        captureMs,
        asked,
        triggeredAt,
        arrivedAt: performance.now(),
        pixels: pixelsOf(frame),
        // A window that took the picture itself needs no copy.
        showPicture: windowNumber === undefined,
      });
    },
    onUnreadable: ({ name, capturedAt, problem, reason, asked = null, triggeredAt }) =>
      runner.accept({
        number: number++,
        name,
        capturedAt,
        problem,
        reason,
        asked,
        triggeredAt,
        arrivedAt: performance.now(),
        pixels: null,
      }),
    onProblem,
    sampleBits,
  };
}
