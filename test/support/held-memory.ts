import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { z } from 'zod';

const collectGarbage = z.custom<() => void>((value) => typeof value === 'function');

/** Returns the bytes that this process's JavaScript holds after garbage collection, including buffers outside the heap. */
export function heldMemory(): number {
  setFlagsFromString('--expose-gc');
  const collect = collectGarbage.parse(runInNewContext('gc'));
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
