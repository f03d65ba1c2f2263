import { onScopeDispose, ref, shallowRef } from 'vue';
import type { ImageLabel } from '../../../../shared/contract/datasets.ts';
import { useClient } from '../../../transport/client.ts';
import { toFailure, type Failure } from '../../../transport/failure.ts';
import type { CapturedFrame } from '../../../camera/camera-capture.ts';
import { pictureFile } from '../../../camera/picture-file.ts';
import { createBurstJudge } from './burst-judge.ts';
import { burstFrameOf } from './burst-frame.ts';

export interface BurstCounts {
  /** Pictures due so far, of `total`. */
  readonly done: number;
  readonly total: number;
  readonly blurred: number;
  readonly same: number;
}

/** Most pictures that wait for sending; on a slow connection more would fill the memory. */
const mostWaiting = 8;
/** How often a paused burst checks whether it may continue, milliseconds. */
const restMs = 100;
const nothing: BurstCounts = { done: 0, total: 0, blurred: 0, same: 0 };

/**
 * Takes a burst of pictures from the camera at a steady pace, and skips blurred and repeated ones.
 *
 * @param take returns the camera's latest picture; throws while there is none
 */
export function useBurst(productId: string, take: () => CapturedFrame) {
  const client = useClient();
  const isUnderWay = ref(false);
  const paused = ref(false);
  const counts = shallowRef(nothing);
  /** Images of the latest burst, for its undo. */
  const added = shallowRef<readonly number[]>([]);
  const failure = shallowRef<Failure | null>(null);
  let stop = new AbortController();

  const count = (what: Partial<BurstCounts>): void => void (counts.value = { ...counts.value, ...what });

  async function send(file: File, label: ImageLabel): Promise<void> {
    const { image, duplicate } = await client.datasets.upload({
      productId,
      file,
      origin: 'camera',
      label,
    });
    if (!duplicate) added.value = [...added.value, image.id];
  }

  /** @param perSecond pictures per second @param seconds duration */
  async function start(perSecond: number, seconds: number, label: ImageLabel): Promise<void> {
    if (isUnderWay.value) return;
    stop = new AbortController();
    const { signal } = stop;
    const judge = createBurstJudge();
    const waiting = new Set<Promise<void>>();
    isUnderWay.value = true;
    paused.value = false;
    failure.value = null;
    added.value = [];
    counts.value = { ...nothing, total: Math.max(Math.round(perSecond * seconds), 1) };
    const mustRest = (): boolean => paused.value || waiting.size >= mostWaiting;
    const isOver = (): boolean => signal.aborted || counts.value.done >= counts.value.total;
    let next = performance.now();
    try {
      while (!isOver()) {
        if (mustRest()) {
          await rest(restMs);
          next = performance.now();
          continue;
        }
        await rest(next - performance.now());
        next += 1_000 / perSecond;
        if (isOver()) break;
        const frame = take();
        const verdict = judge(burstFrameOf(frame.picture));
        if (verdict === 'kept') {
          const time = new Date().toISOString().replaceAll(/[:.]/g, '-');
          const sending = send(await pictureFile(frame, `burst-${time}.png`), label);
          const sent = sending.catch((error: unknown) => {
            failure.value = toFailure(error);
            stop.abort();
          });
          waiting.add(sent);
          void sent.finally(() => waiting.delete(sent));
        } else count({ [verdict]: counts.value[verdict] + 1 });
        frame.picture.close();
        count({ done: counts.value.done + 1 });
      }
    } catch (error) {
      failure.value = toFailure(error);
    }
    await Promise.all(waiting);
    isUnderWay.value = false;
  }

  /** Removes all images of the latest burst. */
  async function undo(): Promise<void> {
    try {
      for (const imageId of added.value) await client.datasets.remove({ imageId });
      added.value = [];
      counts.value = nothing;
    } catch (error) {
      failure.value = toFailure(error);
    }
  }

  onScopeDispose(() => stop.abort());
  return {
    isUnderWay,
    paused,
    counts,
    added,
    failure,
    start,
    undo,
    togglePause: () => (paused.value = !paused.value),
    stop: () => stop.abort(),
  };
}

function rest(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(milliseconds, 0)));
}
