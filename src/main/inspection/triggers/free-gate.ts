import { unasked, type PartGate } from './part-gate.ts';

/** Every frame goes on as the camera gives it. */
export function freeGate(): PartGate {
  return { ...unasked, onFrame: (frame, taker) => taker.take(frame) };
}
