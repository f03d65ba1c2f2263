import type { SourceForm } from './source-form.ts';

/** Pictures that programs send to the lane; this source has no settings. */
export function usePush(): SourceForm {
  return { settings: null, missing: () => null, prepare: () => Promise.resolve({ kind: 'push' }) };
}
