import type { SourceForm } from './source-form.ts';

/** The sample product's simulated camera, which is always available. */
export function useSimulatedCamera(): SourceForm {
  return {
    settings: null,
    missing: () => null,
    prepare: () => Promise.resolve({ kind: 'simulated-camera' }),
  };
}
