import { computed, toRef, type ComputedRef } from 'vue';
import type { Evaluation } from '../../../shared/contract/models.ts';
import { useAnswer } from '../../stores/use-answer.ts';
import { useClient } from '../../transport/client.ts';
import type { CheckedImage } from './gallery/test-images.ts';

/**
 * The images of an evaluation with their current labels, which decisions are counted on. Its figures of merit keep
 * their measured values.
 *
 * @returns `changed`: number of images with another label or no longer in the tests
 */
export function useCorrected(
  evaluation: () => Evaluation,
  productId: () => string,
): { readonly images: ComputedRef<CheckedImage[]>; readonly changed: ComputedRef<number> } {
  const client = useClient();
  const { answer } = useAnswer(
    toRef(() => evaluation().id),
    (evaluationId) => client.models.corrections({ evaluationId }),
    {
      when: (change) => change.kind === 'dataset' && change.productId === productId(),
      pause: 100,
      keeps: true,
    },
  );
  const truths = computed(() => new Map((answer.value ?? []).map(({ number, truth }) => [number, truth])));
  const images = computed(() =>
    evaluation().result.scores.flatMap((image, number): CheckedImage[] => {
      const truth = truths.value.get(number);
      if (truth === undefined) return [{ ...image, number }];
      return truth === null ? [] : [{ ...image, ...truth, number }];
    }),
  );
  return { images, changed: computed(() => truths.value.size) };
}
