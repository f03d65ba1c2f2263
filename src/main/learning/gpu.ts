import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { gpuPackage } from '../networks/tensorflow/load-tensorflow.ts';

/** Folder in which Linux describes the NVIDIA driver. */
const ofDriver = '/proc/driver/nvidia';

/** Returns whether an NVIDIA driver runs on this machine. */
export function hasGpuDriver(folder = ofDriver): boolean {
  return existsSync(join(folder, 'version'));
}

/** Returns the name of the first GPU from its driver; null: the driver gives none. */
export function gpuName(folder = ofDriver): string | null {
  try {
    const [first = ''] = readdirSync(join(folder, 'gpus')).toSorted();
    const text = readFileSync(join(folder, 'gpus', first, 'information'), 'utf8');
    return /^Model:\s*(\S.*?)\s*$/m.exec(text)?.[1] ?? null;
  } catch {
    return null;
  }
}

/** Returns whether the set-up has installed TensorFlow's library for GPUs. */
export function hasGpuLibrary(): boolean {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve(`${gpuPackage}/package.json`));
    const built = join(folder, 'lib');
    return readdirSync(built).some((name) => existsSync(join(built, name, 'tfjs_binding.node')));
  } catch {
    return false;
  }
}

/** Returns whether a TensorFlow error means that memory was too small for a tensor. */
export function isOutOfMemory(message: string): boolean {
  return /\bOOM\b|RESOURCE_?EXHAUSTED|OUT_OF_MEMORY|out of memory|failed to allocate/i.test(message);
}
