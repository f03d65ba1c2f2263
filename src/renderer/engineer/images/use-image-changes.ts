import type { ImageLabel, ImageLabelChange } from '../../../shared/contract/datasets.ts';
import { useText } from '../../i18n/use-text.ts';
import { useToasts } from '../../stores/toasts.ts';
import { useClient } from '../../transport/client.ts';

/** Most labels that the station takes at once. */
const mostLabels = 10_000;

/** Changes labels and removes images; each change shows its undo or its error. */
export function useImageChanges() {
  const client = useClient();
  const toasts = useToasts();
  const { t } = useText();

  /** @returns the labels before @throws what the call throws */
  async function send(labels: readonly ImageLabelChange[]): Promise<ImageLabelChange[]> {
    const before: ImageLabelChange[] = [];
    for (let first = 0; first < labels.length; first += mostLabels) {
      const some = labels.slice(first, first + mostLabels);
      before.push(...(await client.datasets.setLabels({ labels: some })));
    }
    return before;
  }

  function wordsOn({ purpose, label, kind }: ImageLabel, count: number): string {
    if (purpose === 'training') return t('dataset.labelled.training', { count });
    if (label === 'good') return t('dataset.labelled.good', { count });
    return kind === null
      ? t('dataset.labelled.defect', { count })
      : t('dataset.labelled.kind', { count, kind });
  }

  const undoing = (work: () => Promise<unknown>): Promise<boolean> =>
    toasts.attempt(t('frame.actions.undo'), work);

  /** Gives images one label. @returns whether it succeeded */
  function setLabel(imageIds: readonly number[], label: ImageLabel): Promise<boolean> {
    return toasts.attempt(t('dataset.labelled.failed'), async () => {
      const before = await send(imageIds.map((imageId) => ({ imageId, ...label })));
      toasts.done(wordsOn(label, imageIds.length), () => undoing(() => send(before)));
    });
  }

  /** Removes images from the dataset. @param name of a single image. @returns whether all were removed */
  async function remove(imageIds: readonly number[], name: string | null = null): Promise<boolean> {
    const removed: number[] = [];
    const bringBack = (): Promise<boolean> =>
      undoing(async () => {
        for (const imageId of removed) await client.datasets.restore({ imageId });
      });
    const all = await toasts.attempt(t('dataset.selection.remove'), async () => {
      for (const imageId of imageIds) {
        await client.datasets.remove({ imageId });
        removed.push(imageId);
      }
    });
    if (removed.length > 0) {
      const text =
        name === null
          ? t('dataset.selection.removed', { count: removed.length })
          : t('engineer.images.removed', { name });
      toasts.done(text, bringBack);
    }
    return all;
  }

  return { setLabel, remove };
}
