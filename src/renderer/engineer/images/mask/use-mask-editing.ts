import { computed, ref, shallowRef, watch, type Ref } from 'vue';
import { mostMaskShapes, type DatasetImage, type MaskDrawing } from '../../../../shared/contract/datasets.ts';
import type { MaskShape } from '../../../../shared/domain/mask.ts';
import { useAction } from '../../../stores/use-action.ts';
import { useClient } from '../../../transport/client.ts';
import { keepDraft, readDraft } from './mask-draft.ts';
import { useSteps } from '../drawing/use-steps.ts';
import { emptyDrawing, isEmpty, isSame } from './mask-drawing.ts';
import { maskPicture } from './mask-picture.ts';
import { useMaskGround } from './use-mask-ground.ts';

/** An image's mask while someone edits it: its steps, its saved state and the imported mask below. */
export function useMaskEditing(image: Ref<DatasetImage>) {
  const client = useClient();
  const imageId = image.value.id;
  const { now: drawing, step, begin, ...steps } = useSteps<MaskDrawing>(emptyDrawing);
  /** The mask at the station; null until it is loaded. */
  const saved = shallowRef<MaskDrawing | null>(null);
  /** Whether the drawing is an unsaved one from earlier. */
  const restored = ref(false);
  const changed = computed(() => saved.value !== null && !isSame(drawing.value, saved.value));
  const below = useMaskGround(
    imageId,
    computed(() => drawing.value.ground),
  );

  const load = useAction(async () => {
    const found = (await client.datasets.mask({ imageId })) ?? emptyDrawing;
    const draft = readDraft(image.value);
    const usable = draft !== null && (draft.ground === null || draft.ground === found.ground);
    begin(found);
    if (usable) step(draft);
    restored.value = usable;
    saved.value = found;
  });

  /** Sends a drawing; one with more steps than the station keeps goes as a picture. @throws what the call throws */
  async function send(wanted: MaskDrawing): Promise<void> {
    const { width, height } = image.value;
    if (isEmpty(wanted)) await client.datasets.setMask({ imageId, mask: null });
    else if (wanted.shapes.length <= mostMaskShapes) await client.datasets.setMask({ imageId, mask: wanted });
    else {
      const file = await maskPicture(below.ground.value, wanted.shapes, { width, height });
      await client.datasets.uploadMask({ imageId, file });
    }
  }

  const save = useAction(async () => {
    await send(drawing.value);
    keepDraft(image.value, null);
    saved.value = drawing.value;
  });

  /** Uses a picture as mask; undo brings back the drawing from before. */
  const upload = useAction(async (file: File) => {
    await client.datasets.uploadMask({ imageId, file });
    const found = (await client.datasets.mask({ imageId })) ?? emptyDrawing;
    step(found);
    saved.value = found;
  });

  watch([drawing, changed], () => {
    if (saved.value !== null) keepDraft(image.value, changed.value ? drawing.value : null);
  });
  void load.run();

  return {
    steps,
    drawing,
    saved,
    changed,
    restored,
    below,
    load,
    save,
    upload,
    draw(shapes: readonly MaskShape[]): void {
      step({ ...drawing.value, shapes: [...drawing.value.shapes, ...shapes] });
    },
    change(index: number, shape: MaskShape): void {
      step({ ...drawing.value, shapes: drawing.value.shapes.with(index, shape) });
    },
    remove(index: number): void {
      step({ ...drawing.value, shapes: drawing.value.shapes.toSpliced(index, 1) });
    },
    clear: () => step(emptyDrawing),
    /** Returns to the mask at the station. */
    discard(): void {
      restored.value = false;
      keepDraft(image.value, null);
      if (saved.value !== null) begin(saved.value);
    },
  };
}
