import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { LiveProblem, LiveResult } from '../../shared/contract/live.ts';
import type { Session } from '../../shared/contract/inspection.ts';
import { sourceKinds } from '../../shared/domain/source-kinds.ts';
import { readResult, useLiveChannel } from '../transport/live-channel.ts';
import type { AnomalyMap } from '../transport/live-channel.ts';
import { useStationConnection } from '../transport/client.ts';
import { createPacer } from './pacer.ts';
import { createRate } from './rate.ts';
import { choosePartsForStrip } from './strip-choice.ts';

/** A part as it was inspected: the picture that was judged, its map and the station's result. */
export interface InspectedPart {
  readonly result: LiveResult;
  readonly map: AnomalyMap;
  /** Null when another window's camera took it. */
  readonly picture: ImageBitmap | null;
}

/** Hands over the pixels of a frame that this window sent; null when it did not. */
export type TakePicture = (result: LiveResult) => ImageBitmap | null;

/** What a frame cost and how many come a second. */
export interface LiveFigures {
  /** Where the time of the latest part went, milliseconds. */
  readonly timings: LiveResult['timings'];
  /** Milliseconds that the last drawing took. */
  readonly draw: number;
  readonly framesPerSecond: number | null;
}

/** Parts in the strip. */
const kept = 20;
/**
 * How often figures, counts and the strip of parts are drawn anew, milliseconds: nobody reads thirty numbers a second, and drawing
 * them would take the processor from the frames.
 */
const figuresEvery = 250;
/** Frames a second above which a camera is fast. */
const fast = 10;

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
  /** A problem with a frame; it stays until the next frame is shown. */
  const frameProblem = shallowRef<LiveProblem | null>(null);
  /** A problem that concerns no frame, such as a broken file in a watched folder; it stays until someone has read it. */
  const standingProblem = shallowRef<LiveProblem | null>(null);
  const figures = shallowRef<LiveFigures | null>(null);
  const rate = createRate();
  const pacer = createPacer(follow, figuresEvery);
  /** Parts that are not yet among those shown, newest first. */
  let waiting: InspectedPart[] = [];
  let counts: Session['counts'] | null = null;
  let framesPerSecond: number | null = null;
  let drawMs = 0;
  /** The last entry of the log that a part in the strip stands for. */
  let entryAtHand: number | null = null;
  const settled = new Set<(number: number) => void>();
  let takePicture: TakePicture = () => null;
  let decoding = Promise.resolve();

  function forget(): void {
    pacer.cancel();
    for (const part of [...waiting, ...parts.value]) part.picture?.close();
    waiting = [];
    counts = null;
    parts.value = [];
    latest.value = null;
    frozen.value = null;
    frameProblem.value = null;
    standingProblem.value = null;
    rate.reset();
    framesPerSecond = null;
    figures.value = null;
  }

  function showParts(): void {
    const kind = session.value?.source.kind;
    const manyShowOne = kind !== undefined && sourceKinds[kind].part === 'appearance';
    const stream = manyShowOne && (framesPerSecond ?? 0) > fast;
    const taken = choosePartsForStrip(waiting, stream, entryAtHand);
    const all = [...taken, ...parts.value];
    const left = waiting.filter((part) => !taken.includes(part));
    // The latest part is on view, and the strip may still take it.
    waiting = left.filter((part) => part === latest.value);
    for (const old of [...left, ...all.slice(kept)]) {
      if (old !== frozen.value && old !== latest.value) old.picture?.close();
    }
    parts.value = all.slice(0, kept);
  }

  /** Brings figures, counts and strip up to the latest part. */
  function follow(): void {
    if (waiting.length > 0) showParts();
    if (session.value && counts) session.value = { ...session.value, counts };
    counts = null;
    const timings = latest.value?.result.timings;
    figures.value = timings ? { timings, draw: drawMs, framesPerSecond } : null;
  }

  /** Takes over a session as the station states it; null when there is none. */
  function begin(next: Session | null): void {
    if (counts) pacer.now();
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
    waiting.unshift(part);
    counts = part.result.counts;
    framesPerSecond = rate.count(performance.now());
    frameProblem.value = null;
    // An entry that a person may be about to decide on is at hand at once.
    const { entryId } = part.result;
    if (entryId !== null && entryId !== entryAtHand) {
      entryAtHand = entryId;
      showParts();
    }
    pacer.ask();
  }

  async function receive(result: LiveResult, body: Uint8Array, sent: ImageBitmap | null): Promise<void> {
    const { map, picture } = readResult(result, body);
    const decoded = picture ? await createImageBitmap(new Blob([picture], { type: 'image/jpeg' })) : sent;
    show({ result, map, picture: decoded });
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
        // Late results of an inspection that another one has replaced are not shown; they are in the log.
        if (message.sessionId !== session.value?.id) return;
        const sent = takePicture(message);
        // The next frame may leave at once; pictures are decoded one after the other, in order.
        for (const listener of settled) listener(message.frameNumber);
        decoding = decoding.then(() => receive(message, body, sent)).catch(reportError);
      }
    }
  });
  useStationConnection().onOpen((wires) =>
    wires.onClose(() => {
      framesPerSecond = null;
      pacer.now();
    }),
  );

  return {
    session,
    sessionKnown,
    latest,
    parts,
    frozen,
    problem: computed(() => frameProblem.value ?? standingProblem.value),
    figures,
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
    /** The latest part was drawn in so many milliseconds. */
    noteDrawing: (milliseconds: number) => {
      drawMs = milliseconds;
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
