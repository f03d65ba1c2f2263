import { defineStore } from 'pinia';
import { shallowReactive } from 'vue';
import type { ChosenLimits } from '../../../shared/domain/chosen-limits.ts';

/** Limits that someone dragged for a model and that are not in force yet: the evaluation shows their effect, an activation may take them. */
export const useLimitsDraft = defineStore('limits-draft', () => {
  const drafts = shallowReactive(new Map<string, ChosenLimits>());
  return {
    of: (modelId: string): ChosenLimits | null => drafts.get(modelId) ?? null,
    set: (modelId: string, limits: ChosenLimits): void => void drafts.set(modelId, limits),
    forget: (modelId: string): void => void drafts.delete(modelId),
  };
});
