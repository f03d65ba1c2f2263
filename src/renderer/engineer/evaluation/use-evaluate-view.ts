import { z } from 'zod';
import { useDraft } from '../../stores/use-draft.ts';

export const evaluateViews = ['single', 'two'] as const;

const id = z.string().nullable();
const viewSchema = z.object({ view: z.enum(evaluateViews), chosen: z.object({ one: id, other: id }) });

/** How a product's models are looked at in their evaluation, and which two side by side; it outlasts a reload. */
export function useEvaluateView(productId: string) {
  return useDraft(`evaluate.${productId}`, viewSchema, {
    view: 'single',
    chosen: { one: null, other: null },
  });
}
