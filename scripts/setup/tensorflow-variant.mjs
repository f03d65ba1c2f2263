import { existsSync } from 'node:fs';
import { arch, platform } from 'node:process';
import { findOnPath } from './run.mjs';

/** Release of libtensorflow for both variants; the addon only needs its C interface. */
export const libraryVersion = '2.15.1';

/** The CUDA 12 libraries that `tensorflow[and-cuda]` of that release requires. */
export const cudaWheels = [
  'nvidia-cublas-cu12==12.2.5.6',
  'nvidia-cuda-cupti-cu12==12.2.142',
  'nvidia-cuda-nvrtc-cu12==12.2.140',
  'nvidia-cuda-runtime-cu12==12.2.140',
  'nvidia-cudnn-cu12==8.9.4.25',
  'nvidia-cufft-cu12==11.0.8.103',
  'nvidia-curand-cu12==10.3.3.141',
  'nvidia-cusolver-cu12==11.5.2.141',
  'nvidia-cusparse-cu12==12.1.2.141',
  'nvidia-nccl-cu12==2.16.5',
  'nvidia-nvjitlink-cu12==12.2.140',
];

/**
 * Returns the wanted TensorFlow: `LOUPE_TENSORFLOW` = `cpu` or `gpu` decides, else an NVIDIA driver does.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {'cpu' | 'gpu'}
 */
export function wantedVariant(env = process.env, driverFolder = '/proc/driver/nvidia') {
  if (env.LOUPE_TENSORFLOW === 'cpu' || env.LOUPE_TENSORFLOW === 'gpu') return env.LOUPE_TENSORFLOW;
  if (platform === 'darwin' || arch !== 'x64') return 'cpu';
  return hasDriver(env, driverFolder) ? 'gpu' : 'cpu';
}

/**
 * Whether this machine has an NVIDIA driver.
 *
 * @param {NodeJS.ProcessEnv} env
 */
export function hasDriver(env = process.env, driverFolder = '/proc/driver/nvidia') {
  return existsSync(driverFolder) || findOnPath('nvidia-smi', env) !== undefined;
}

/** @param {'cpu' | 'gpu'} variant */
export function packageName(variant) {
  return variant === 'gpu' ? '@tensorflow/tfjs-node-gpu' : '@tensorflow/tfjs-node';
}
