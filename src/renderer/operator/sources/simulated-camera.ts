import type { SourceForm } from './source-form.ts';

/** The sample product's simulated camera: there is one, and it is always there. */
export function useSimulatedCamera(): SourceForm {
  return {
    settings: null,
    missing: () => null,
    prepare: () => Promise.resolve({ kind: 'simulated-camera' }),
  };
}
