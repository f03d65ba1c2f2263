import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { LiveOutcome, LiveProblem, LiveResult, LiveUninspected } from '../../shared/contract/live.ts';
import type { Session } from '../../shared/contract/inspection.ts';
import { isView } from '../../shared/domain/view-of-part.ts';
import { firstLane } from '../../shared/domain/lanes.ts';
import { countedAs } from '../../shared/domain/source-kinds.ts';
import { readMap, readPictureBytes, useLiveChannel, type AnomalyMap } from '../transport/live-channel.ts';
import { withInterval, type Intervals } from '../../shared/domain/usual-interval.ts';
import { useStationConnection } from '../transport/client.ts';
import { useStationClock } from './station-clock.ts';
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

/** A part that was not inspected: the reason, and its picture where there is one. */
export interface UninspectedPart {
  readonly result: LiveUninspected;
  readonly map: null;
  readonly picture: ImageBitmap | null;
}

/** A part with what became of it. */
export type LivePart = InspectedPart | UninspectedPart;

/** Hands over the pixels of a frame that this window sent; null when it did not. */
export type TakePicture = (result: LiveOutcome) => ImageBitmap | null;

/** What a frame cost and how many come a second. */
export interface LiveFigures {
  /** Where the time of the latest part went, milliseconds. */
  readonly timings: LiveResult['timings'];
  /** Milliseconds that the last drawing took. */
  readonly draw: number;
  readonly framesPerSecond: number | null;
  /** Where the latest part lay, where its model brings parts into place. */
  readonly pose: LiveResult['pose'];
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
/** Whether a part is one that somebody may be about to decide on: in the log, and not merely kept as a good one. */
export const waitsForDecision = ({ entryId, verdict }: LiveOutcome): boolean =>
  entryId !== null && verdict !== 'good';

export const useLive = defineStore('live', () => {
  const channel = useLiveChannel();
  const clock = useStationClock();
  /** The lane that this window shows. */
  const lane = ref(firstLane);
  /** The session of each lane, as the station states it; null: nothing is inspected there. */
  const sessions = shallowRef<ReadonlyMap<number, Session | null>>(new Map());
  const session = shallowRef<Session | null>(null);
  const sessionKnown = ref(false);
  const latest = shallowRef<LivePart | null>(null);
  /** The latest part as long as its moment lasts; null before the first one, and once something has ended it. */
  const current = shallowRef<LivePart | null>(null);
  /** When this window heard of it, and when it heard anything at all of the station; `performance.now()`. */
  const currentSince = ref(0);
  const heardAt = ref(performance.now());
  /** Between the last parts. */
  const intervals = shallowRef<Intervals>([]);
  /** Newest first. */
  const parts = shallowRef<readonly LivePart[]>([]);
  /** The part that the operator holds fast to look at; the session goes on. */
  const frozen = shallowRef<LivePart | null>(null);
  /** A problem of the source; it stays until someone has read it. */
  const problem = shallowRef<LiveProblem | null>(null);
  const figures = shallowRef<LiveFigures | null>(null);
  const rate = createRate();
  const pacer = createPacer(follow, figuresEvery);
  /** Parts that are not yet among those shown, newest first. */
  let waiting: LivePart[] = [];
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
    problem.value = null;
    intervals.value = [];
    endMoment();
    rate.reset();
    framesPerSecond = null;
    figures.value = null;
  }

  function showParts(): void {
    const kind = session.value?.source.kind;
    const areFrames = kind !== undefined && countedAs(kind, session.value?.trigger) === 'frames';
    const stream = areFrames && (framesPerSecond ?? 0) > fast;
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
    const judged = latest.value?.map ? latest.value.result : null;
    figures.value = judged && { timings: judged.timings, draw: drawMs, framesPerSecond, pose: judged.pose };
  }

  /** Takes over a session as the station states it; null when there is none. */
  function begin(next: Session | null): void {
    if (counts) pacer.now();
    if (next?.id !== session.value?.id && next !== null) {
      forget();
    }
    // The session that has ended stays readable until the next one begins.
    const ended = session.value && { ...session.value, endedAt: session.value.endedAt ?? clock.time() };
    session.value = next ?? ended;
    sessionKnown.value = true;
  }

  /** Takes over a session that an answer of the station states; the lane shown may have changed since it was asked. */
  function takeAnswer(next: Session): void {
    sessions.value = new Map(sessions.value).set(next.lane, next.endedAt === null ? next : null);
    if (next.lane === lane.value) begin(next);
  }

  /** The last verdict says nothing of the line any more; the part stays on view. */
  function endMoment(): void {
    current.value = null;
    rate.reset();
    framesPerSecond = null;
  }

  function show(part: LivePart): void {
    if (part.result.sessionId !== session.value?.id) return;
    const now = performance.now();
    if (current.value !== null) intervals.value = withInterval(intervals.value, now - currentSince.value);
    latest.value = part;
    current.value = session.value.paused ? null : part;
    currentSince.value = now;
    waiting.unshift(part);
    // A view counts with its part: the session is told anew then.
    if (!isView(part.result)) counts = part.result.counts;
    framesPerSecond = rate.count(now);
    // An entry that a person may be about to decide on is at hand at once.
    const { entryId } = part.result;
    if (waitsForDecision(part.result) && entryId !== entryAtHand) {
      entryAtHand = entryId;
      showParts();
    }
    pacer.ask();
  }

  async function receive(result: LiveOutcome, body: Uint8Array, sent: ImageBitmap | null): Promise<void> {
    const bytes = readPictureBytes(result, body);
    const picture = bytes ? await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' })) : sent;
    show(
      result.kind === 'result'
        ? { result, map: readMap(result, body), picture }
        : { result, map: null, picture },
    );
  }

  channel.onMessage((message, body) => {
    heardAt.value = performance.now();
    switch (message.kind) {
      case 'beat':
      case 'part':
        return;
      case 'session':
        sessions.value = new Map(sessions.value).set(message.lane, message.session);
        if (message.lane === lane.value) begin(message.session);
        return;
      case 'problem':
        if (message.lane === null || message.lane === lane.value) problem.value = message;
        return;
      case 'passed-over':
        if (message.sessionId !== session.value?.id) return;
        for (const listener of settled) listener(message.frameNumber);
        return;
      case 'result':
      case 'uninspected': {
        // Late results of an inspection that another one has replaced are not shown; they are in the log.
        if (message.sessionId !== session.value?.id) return;
        const sent = takePicture(message);
        // The next frame may leave at once; pictures are decoded one after the other, in order.
        for (const listener of settled) listener(message.frameNumber);
        decoding = decoding.then(() => receive(message, body, sent)).catch(reportError);
      }
    }
  });
  useStationConnection().onOpen((wires) => {
    heardAt.value = performance.now();
    wires.onClose(() => {
      endMoment();
      pacer.now();
    });
  });

  return {
    lane,
    sessions,
    session,
    sessionKnown,
    latest,
    current,
    currentSince,
    heardAt,
    intervals,
    endMoment,
    parts,
    frozen,
    problem,
    figures,
    takeAnswer,
    /** Shows another lane, with what is inspected there. */
    showLane(next: number): void {
      if (next === lane.value) return;
      lane.value = next;
      forget();
      session.value = null;
      begin(sessions.value.get(next) ?? null);
    },
    /** Forgets the session that has ended, e.g. when another product is chosen. */
    clear: () => {
      forget();
      session.value = null;
    },
    running: computed(() => session.value !== null && session.value.endedAt === null),
    freeze: (part: LivePart | null) => {
      frozen.value = part;
    },
    dismissProblem: () => {
      problem.value = null;
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
