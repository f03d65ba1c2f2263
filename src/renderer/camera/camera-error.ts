import { defineStore } from 'pinia';
import { shallowRef } from 'vue';

/** Why the window's camera gives no pictures. */
export const cameraProblems = [
  'refused',
  'none',
  'busy',
  'unplugged',
  'silent',
  'insecure',
  'failed',
] as const;
export type CameraProblem = (typeof cameraProblems)[number];

export type CameraState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'opening' }
  | { readonly kind: 'running'; readonly label: string }
  | { readonly kind: 'failed'; readonly problem: CameraProblem; readonly detail: string };

/** The state of the window's own camera, for all who show it; whoever runs the camera sets it. */
export const useCameraState = defineStore('camera-state', () => ({
  state: shallowRef<CameraState>({ kind: 'idle' }),
}));
