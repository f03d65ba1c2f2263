import { z } from 'zod';
import { memoryCardSchema } from './memory/card.ts';
import { patchCardSchema } from './patch/card.ts';
import { pyramidCardSchema } from './pyramid/card.ts';

/**
 * The card that lies beside a model's graph: what it was trained on, how, with what, and what its numbers are.
 * Written once with the graph, never changed. Each family has its own.
 */
export const modelCardSchema = z.discriminatedUnion('family', [
  patchCardSchema,
  pyramidCardSchema,
  memoryCardSchema,
]);
export type ModelCard = z.infer<typeof modelCardSchema>;

/** The file of tensors beside the graph: what was learnt. */
export function learntFile(card: ModelCard): { file: string; sha256: string; bytes: number } {
  return card.format === 2 ? card.students : card.learnt;
}
