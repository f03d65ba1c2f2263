import { shallowRef, type Ref } from 'vue';
import type { ImageLabel } from '../../../shared/contract/datasets.ts';
import { useImports } from './import-store.ts';
import type { LabelChoice } from './label-choice.ts';

/** Files that wait for a label, and the latest chosen label. */
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
