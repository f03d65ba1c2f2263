import { computed, type ComputedRef } from 'vue';
import { sourceKinds } from '../../shared/domain/source-kinds.ts';
import { useCamera } from '../camera/camera-store.ts';
import { useLive, type LivePart } from '../stores/live.ts';
import { usePreferences } from '../stores/preferences.ts';
import { useFeed } from './feed-store.ts';

export interface ShownPart {
  /** Whether this window's camera delivers the pictures, or will deliver them. */
  readonly usesCamera: ComputedRef<boolean>;
  /** The camera's live picture, for aiming, while no inspected part is shown; null otherwise. */
  readonly preview: ComputedRef<MediaStream | null>;
  /** The shown part: the frozen one, else the latest; null behind a preview, which has no verdict. */
  readonly part: ComputedRef<LivePart | null>;
}

/** What the operator sees: an inspected part or the camera's live picture, never one with the verdict of the other. */
export function useShownPart(): ShownPart {
  const live = useLive();
  const preferences = usePreferences();
  const camera = useCamera();
  const feed = useFeed();

  const usesCamera = computed(() => {
    const running = live.running ? live.session : null;
    const kind = running ? running.source.kind : preferences.sourceKind;
    return sourceKinds[kind].read === 'window' && (running === null || feed.fedSession !== null);
  });
  const preview = computed(() => {
    if (!usesCamera.value || live.frozen !== null) return null;
    return live.running && live.latest !== null ? null : camera.stream;
  });
  return {
    usesCamera,
    preview,
    part: computed(() => live.frozen ?? (preview.value === null ? live.latest : null)),
  };
}
