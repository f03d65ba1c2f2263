import { shallowRef } from 'vue';
import type { Ref } from 'vue';
import type { ImageLabel } from '../../../shared/contract/datasets.ts';
import { useImports } from './import-store.ts';
import type { LabelChoice } from './label-choice.ts';

/** Files on their way in that still wait for what they show, and what was said last time. */
export function useIncoming(productId: Ref<string>) {
  const imports = useImports();
  const waiting = shallowRef<readonly File[]>([]);
  const last = shallowRef<LabelChoice>({ role: 'training', kind: '' });

  function accept(label: ImageLabel, choice: LabelChoice): void {
    last.value = choice;
    void imports.upload(productId.value, waiting.value, 'upload', label);
    waiting.value = [];
  }

  return {
    waiting,
    last,
    ask: (files: readonly File[]) => (waiting.value = files),
    accept,
    dismiss: () => (waiting.value = []),
  };
}
