import { computed, type ComputedRef } from 'vue';
import { sourceKinds } from '../../shared/domain/source-kinds.ts';
import { useCamera } from '../camera/camera-store.ts';
import { useLive, type LivePart } from '../stores/live.ts';
import { usePreferences } from '../stores/preferences.ts';
import { useFeed } from './feed-store.ts';

export interface ShownPart {
  /** Whether the pictures come, or would come, from this window's camera. */
  readonly usesCamera: ComputedRef<boolean>;
  /** The camera's running picture where no inspected part is to be seen, to aim by. */
  readonly preview: ComputedRef<MediaStream | null>;
  /** The part on view: the one held fast, else the latest; null behind a preview, which nobody has judged. */
  readonly part: ComputedRef<LivePart | null>;
}

/** What the operator looks at: an inspected part or the camera's own picture, never one beside the other's verdict. */
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
