import { unasked, type PartGate } from './part-gate.ts';

/** Passes every frame on unchanged. */
export function freeGate(): PartGate {
  return { ...unasked, onFrame: (frame, taker) => taker.take(frame) };
}
