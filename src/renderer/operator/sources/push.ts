import type { SourceForm } from './source-form.ts';

/** Pictures that programs send to the lane: there is nothing to set. */
export function usePush(): SourceForm {
  return { settings: null, missing: () => null, prepare: () => Promise.resolve({ kind: 'push' }) };
}
