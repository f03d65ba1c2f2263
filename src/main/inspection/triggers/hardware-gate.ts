import { StationError } from '../../../shared/domain/station-error.ts';
import { unasked, type PartGate } from './part-gate.ts';

/** Makes each frame a part. Frames that the camera dropped are parts too, without a verdict. */
export function hardwareGate(): PartGate {
  return {
    ...unasked,
    onFrame(frame, taker) {
      for (let lost = 0; lost < frame.droppedBefore; lost++) {
        taker.lack({ capturedAt: frame.capturedAt, reason: 'late', problem: passedOver() });
      }
      return taker.take({ ...frame, droppedBefore: 0 });
    },
  };
}

function passedOver(): StationError {
  return new StationError(
    'CAMERA_UNAVAILABLE',
    'The picture was replaced by the next one before the station could take it.',
  );
}
