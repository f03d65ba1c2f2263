import { StationError } from '../../../shared/domain/station-error.ts';
import { unasked, type PartGate } from './part-gate.ts';

/** Each frame is a part: one that the camera had to drop, too, which then has no verdict. */
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
