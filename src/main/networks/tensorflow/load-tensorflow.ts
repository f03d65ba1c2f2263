import { createRequire } from 'node:module';
import util from 'node:util';
import type * as tfjs from '@tensorflow/tfjs-node';
import { messageOf, StationError } from '../../../shared/domain/station-error.ts';

/** TensorFlow.js with its native backend, passed to all code that computes with it. */
export type TensorFlow = typeof tfjs;

export const cpuPackage = '@tensorflow/tfjs-node';
export const gpuPackage = '@tensorflow/tfjs-node-gpu';
type PackageName = typeof cpuPackage | typeof gpuPackage;

const packages = new WeakMap<TensorFlow, PackageName>();

/** Returns the package that a library came from, without scope. */
export function libraryName(tf: TensorFlow): 'tfjs-node' | 'tfjs-node-gpu' {
  return packages.get(tf) === gpuPackage ? 'tfjs-node-gpu' : 'tfjs-node';
}

/** Two functions of util that tfjs-node 4.22 calls and Node 23 removed. */
const removedFromUtil = {
  isNullOrUndefined: (value: unknown) => value === null || value === undefined,
  isArray: (value: unknown) => Array.isArray(value),
};

/**
 * Loads TensorFlow.js with its native library; nothing is loaded before this call.
 *
 * @param packageName the package for the CPU or the GPU
 * @throws StationError NATIVE_LIBRARY if the native library is missing or does not load
 */
export function loadTensorFlow(packageName: PackageName = cpuPackage): TensorFlow {
  for (const [name, replacement] of Object.entries(removedFromUtil)) {
    if (!(name in util)) Object.assign(util, { [name]: replacement });
  }
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '1';
  let loaded: unknown;
  try {
    loaded = createRequire(import.meta.url)(packageName);
  } catch (error) {
    throw new StationError(
      'NATIVE_LIBRARY',
      'The TensorFlow library is missing or does not load. Run the set-up again: npm start.',
      messageOf(error),
    );
  }
  if (!isTensorFlow(loaded)) throw new TypeError(`${packageName} is not TensorFlow.js`);
  packages.set(loaded, packageName);
  return loaded;
}

function isTensorFlow(module: unknown): module is TensorFlow {
  return typeof module === 'object' && module !== null && 'variableGrads' in module && 'node' in module;
}
