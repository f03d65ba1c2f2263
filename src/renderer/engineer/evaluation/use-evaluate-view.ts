import { z } from 'zod';
import { useDraft } from '../../stores/use-draft.ts';

export const evaluateViews = ['single', 'two'] as const;

const id = z.string().nullable();
const viewSchema = z.object({ view: z.enum(evaluateViews), chosen: z.object({ one: id, other: id }) });

/** How the window shows the evaluation of a product's models, and which two it compares; survives a reload. */
export function useEvaluateView(productId: string) {
  return useDraft(`evaluate.${productId}`, viewSchema, {
    view: 'single',
    chosen: { one: null, other: null },
  });
}
