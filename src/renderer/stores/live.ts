import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { LiveProblem, LiveResult } from '../../shared/contract/live.ts';
import type { Session } from '../../shared/contract/inspection.ts';
import { readResult, useLiveChannel } from '../transport/live-channel.ts';
import type { AnomalyMap } from '../transport/live-channel.ts';
import { useStationConnection } from '../transport/client.ts';
import { createRate } from './rate.ts';

/** A part as it was inspected: the very picture, its map and what the station said. */
export interface InspectedPart {
  readonly result: LiveResult;
  readonly map: AnomalyMap;
  /** Null when another window's camera took it. */
  readonly picture: ImageBitmap | null;
}

/** Hands over the pixels of a frame that this window sent; null when it did not. */
export type TakePicture = (result: LiveResult) => ImageBitmap | null;

const kept = 20;

/** What the station reports live: the session, the latest part, the last twenty, problems, speed. */
export const useLive = defineStore('live', () => {
  const channel = useLiveChannel();
  const session = shallowRef<Session | null>(null);
  const sessionKnown = ref(false);
  const latest = shallowRef<InspectedPart | null>(null);
  /** Newest first. */
  const parts = shallowRef<readonly InspectedPart[]>([]);
  /** The part that the operator holds fast to look at; the session goes on. */
  const frozen = shallowRef<InspectedPart | null>(null);
  /** What went wrong with a frame: until the next one is shown. */
  const frameProblem = shallowRef<LiveProblem | null>(null);
  /** What concerns no frame, such as a broken file in a watched folder: until someone has read it. */
  const standingProblem = shallowRef<LiveProblem | null>(null);
  const framesPerSecond = ref<number | null>(null);
  /** Milliseconds that the last drawing took. */
  const drawMs = ref<number | null>(null);
  const rate = createRate();
  const settled = new Set<(number: number) => void>();
  let takePicture: TakePicture = () => null;
  let decoding = Promise.resolve();

  function forget(): void {
    for (const part of parts.value) part.picture?.close();
    parts.value = [];
    latest.value = null;
    frozen.value = null;
    frameProblem.value = null;
    standingProblem.value = null;
    rate.reset();
    framesPerSecond.value = null;
  }

  /** Takes over a session as the station states it; null when there is none. */
  function begin(next: Session | null): void {
    if (next?.id !== session.value?.id && next !== null) {
      forget();
    }
    // The session that has ended stays readable until the next one begins.
    const ended = session.value && { ...session.value, endedAt: session.value.endedAt ?? Date.now() };
    session.value = next ?? ended;
    sessionKnown.value = true;
  }

  function show(part: InspectedPart): void {
    if (part.result.sessionId !== session.value?.id) return;
    latest.value = part;
    const all = [part, ...parts.value];
    for (const old of all.slice(kept)) if (old !== frozen.value) old.picture?.close();
    parts.value = all.slice(0, kept);
    framesPerSecond.value = rate.count(performance.now());
    frameProblem.value = null;
  }

  async function receive(result: LiveResult, body: Uint8Array, own: ImageBitmap | null): Promise<void> {
    const { map, picture } = readResult(result, body);
    const decoded = picture ? await createImageBitmap(new Blob([picture], { type: 'image/jpeg' })) : own;
    show({ result, map, picture: decoded });
    if (session.value?.id === result.sessionId) session.value = { ...session.value, counts: result.counts };
  }

  channel.onMessage((message, body) => {
    switch (message.kind) {
      case 'session':
        return begin(message.session);
      case 'problem':
        if (message.number === null) standingProblem.value = message;
        else {
          frameProblem.value = message;
          for (const listener of settled) listener(message.number);
        }
        return;
      case 'result': {
        // The last parts of an inspection that another one took over from are in the log.
        if (message.sessionId !== session.value?.id) return;
        const own = takePicture(message);
        // The next frame may leave at once; pictures are decoded one after the other, in order.
        for (const listener of settled) listener(message.number);
        decoding = decoding.then(() => receive(message, body, own)).catch(reportError);
      }
    }
  });
  useStationConnection().onOpen((wires) => wires.onClose(() => (framesPerSecond.value = null)));

  return {
    session,
    sessionKnown,
    latest,
    parts,
    frozen,
    problem: computed(() => frameProblem.value ?? standingProblem.value),
    framesPerSecond,
    drawMs,
    begin,
    /** Forgets the session that has ended, e.g. when another product is chosen. */
    clear: () => {
      forget();
      session.value = null;
    },
    running: computed(() => session.value !== null && session.value.endedAt === null),
    freeze: (part: InspectedPart | null) => {
      frozen.value = part;
    },
    dismissProblem: () => {
      if (frameProblem.value !== null) frameProblem.value = null;
      else standingProblem.value = null;
    },
    /** Registers who keeps the pixels of frames in flight. */
    setTakePicture: (take: TakePicture) => {
      takePicture = take;
    },
    /** Called with the number of each frame that the station has dealt with. */
    onSettled(listener: (number: number) => void): () => void {
      settled.add(listener);
      return () => settled.delete(listener);
    },
  };
});
